import { collectionName } from '../../platform/collection-name.js';
import { writeGolden } from '../../platform/golden.js';
import type { Manifest } from '../../platform/manifest.js';
import { LINEAGE } from '../../test/api/publish-files.js';
import { inferenceSetup } from './inference-setup.js';
import { VersionRefusedError } from './inference-thread.js';

const VERSION = '20261121T070000Z-0000aaaa';
const COLLECTION = collectionName('f', VERSION);
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const vocabulary = bytes({ labels: [] });
const outputs = { probabilities: Float32Array.of(0.5), embedding: Float32Array.of(1) };
const FILES = {
  'vocabulary.json': vocabulary,
  'golden.json': bytes(writeGolden([{ feeds: {}, outputs }], vocabulary)),
  'model.onnx': Uint8Array.of(8),
};

function setup(files: Readonly<Record<string, Uint8Array>> = FILES, collection: string | null = COLLECTION) {
  const createdAt = '2026-11-21T07:45:00.000Z';
  const manifest: Manifest = { family: 'f', version: VERSION, createdAt, files: [], collection, lineage: LINEAGE };
  return () => inferenceSetup(manifest, new Map(Object.entries(files)));
}

it('takes from the files what a thread starts with', () => {
  expect(setup()()).toMatchObject({ family: 'f', vocabulary: { labels: [] }, model: Uint8Array.of(8) });
});

it.each([
  ['without a graph', { 'vocabulary.json': vocabulary, 'golden.json': FILES['golden.json'] }, 'it has no model.onnx'],
  [
    'with golden inputs that are no JSON',
    { ...FILES, 'golden.json': Uint8Array.of(0) },
    'its golden.json cannot be read',
  ],
  ['with no golden input', { ...FILES, 'golden.json': bytes({ examples: [] }) }, 'its golden.json cannot be read'],
  ['with another vocabulary', { ...FILES, 'vocabulary.json': bytes({ labels: [1] }) }, 'with another vocabulary.json'],
])('refuses a version %s', (_which, files, reason) => {
  expect(setup(files)).toThrow(VersionRefusedError);
  expect(setup(files)).toThrow(reason);
});

it('refuses to meet the vectors of another version, or none where the graph embeds', () => {
  expect(setup(FILES, 'f_20261121T080000Z_0000bbbb')).toThrow('the vectors of another version');
  expect(setup(FILES, null)).toThrow('it embeds, but its manifest names no vectors');
});
