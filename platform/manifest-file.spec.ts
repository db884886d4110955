import type { PlatformError } from './errors.js';
import { decodeManifest, encodeManifest } from './manifest-file.js';
import type { Manifest } from './manifest.js';

const VERSION = '20261121T070000Z-0000aaaa';
const MANIFEST: Manifest = {
  family: 'poster-genre',
  version: VERSION,
  createdAt: '2026-11-21T07:45:00.000Z',
  files: [{ name: 'model.onnx', size: 3, sha256: 'ba7816bf' }],
  collection: 'poster_genre_20261121T070000Z_0000aaaa',
  lineage: {
    dataset: { key: 'datasets/poster-genre/1.json', hash: '1', counts: { train: 8, validation: 1, test: 1 } },
    parentVersion: null,
    backbones: [{ name: 'none', sha256: '0' }],
    hyperparameters: { epochs: 1 },
    overrides: {},
    seed: 1,
    gitCommit: null,
    libraries: { 'onnxruntime-node': '1.30.0' },
    durationSeconds: 1,
  },
};
const bytes = (text: string) => new TextEncoder().encode(text);
const decode = (encoded: Uint8Array) => decodeManifest('poster-genre', VERSION, encoded);

it('gives back what was written', () => {
  expect(decode(encodeManifest(MANIFEST))).toEqual(MANIFEST);
});

it('is refused whichever of its bytes changed by a bit', () => {
  const encoded = encodeManifest(MANIFEST);
  const outcomes = [...encoded.keys()].map((at) => {
    const changed = encoded.slice();
    changed[at]! ^= 1 << (at % 8);
    try {
      return decode(changed).version;
    } catch (error) {
      return (error as PlatformError).code;
    }
  });
  expect(outcomes).toEqual(outcomes.map(() => 'VERSION_CORRUPT'));
});

it('is refused in the place of another version, and of another family', () => {
  const encoded = encodeManifest(MANIFEST);
  const message = `its manifest is that of version ${VERSION} of poster-genre`;
  expect(() => decodeManifest('poster-genre', '20261121T080000Z-0000bbbb', encoded)).toThrow(message);
  expect(() => decodeManifest('poster-check', VERSION, encoded)).toThrow(message);
});

it('is read from before there were checksums, and with fields of a later time', () => {
  expect(decode(bytes(JSON.stringify(MANIFEST)))).toEqual(MANIFEST);
  const later = { ...MANIFEST, signedBy: 'somebody' };
  expect(decode(encodeManifest(later))).toEqual(MANIFEST);
  expect(() => decode(bytes(JSON.stringify(later)))).toThrow('cannot be read');
});

it.each(['', '{', 'null', '[]', '"text"'])('is refused when it is %j', (text) => {
  expect(() => decode(bytes(text))).toThrow('its manifest cannot be read');
});
