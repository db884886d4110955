import { imagesAt, nextVersion, versionOfTag } from './version.mjs';

const TAGS = ['v0.9.0', 'v0.10.1', 'v0.10.0', 'v1.0.0-beta', 'nightly', 'v2', 'vv3.0.0'];

it.each([
  ['patch', '0.10.2'],
  ['minor', '0.11.0'],
  ['major', '1.0.0'],
])('counts up by numbers, not by letters: %s', (increment, version) => {
  expect(nextVersion(TAGS, increment)).toBe(version);
});

it.each(['patch', 'minor', 'major'])('begins with 0.1.0, whatever is asked for: %s', (increment) => {
  expect(nextVersion([], increment)).toBe('0.1.0');
});

it('knows no other increments', () => {
  expect(() => nextVersion(TAGS, 'huge')).toThrow('huge: expected major, minor or patch');
  expect(() => nextVersion([], 'huge')).toThrow('huge: expected major, minor or patch');
});

it('takes a version from its tag', () => {
  expect(versionOfTag('v1.2.30')).toBe('1.2.30');
  for (const tag of ['1.2.3', 'v1.2', 'v1.2.3-beta', 'v1.2.3\nimages=evil']) {
    expect(() => versionOfTag(tag)).toThrow('expected a tag like v1.2.3');
  }
});

it('names images in lower case, as registries want it', () => {
  expect(imagesAt('ghcr.io', 'Somebody/Marquee')).toBe('ghcr.io/somebody/marquee');
  expect(imagesAt('registry.example:5000/', '/movies/')).toBe('registry.example:5000/movies');
});
