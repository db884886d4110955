import { readFileSync } from 'node:fs';
import { VERSIONS } from '../node-versions/versions.mjs';
import { requireNode } from './require-node.mjs';

const RANGE = '^20.20.0 || ^22.20.0 || ^24.13.0';

it.each(['20.20.2', '22.20.0', '22.21.3', '24.100.0'])('takes Node %s', (version) => {
  expect(requireNode(version, RANGE)).toBeUndefined();
});

it.each([
  ['18.20.0', '20.20.0'],
  ['20.9.0', '20.20.0'],
  ['22.19.9', '22.20.0'],
  ['24.2.0', '24.13.0'],
])('refuses Node %s and says what is needed', (version, needed) => {
  expect(() => requireNode(version, RANGE)).toThrow(`Node ${needed} or newer is needed; this is Node ${version}`);
});

it.each(['21.7.0', '23.1.0', '26.0.0'])('lets Node %s try, and says that nobody did', (version) => {
  expect(requireNode(version, RANGE)).toMatch(/never tried.*20, 22, 24/);
});

it('asks of a person what the tests run on, no more and no less', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const tried = Object.values(VERSIONS).map(([asset]) => `^${asset!.version.replace(/\.\d+$/, '.0')}`);
  expect(engines.node).toBe(tried.join(' || '));
});
