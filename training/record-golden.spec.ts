import * as tf from '@tensorflow/tfjs';
import type { ModelFamily } from '../models/model-family.js';
import { GoldenSchema } from '../platform/golden.js';
import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { fakeFamily } from '../test/api/fake-family.js';
import { exportOnnx } from './onnx/export-onnx.js';
import type { FamilyParts } from './family-parts.js';
import { recordGoldenInputs } from './record-golden.js';

tf.enableProdMode(); // no advice wanted

const [FAMILY, VERSION] = ['f', '20261121T070000Z-0000aaaa'];
const LENGTHS: ReturnType<ModelFamily['open']> = {
  encode: ({ text }) =>
    Promise.resolve({ length: { dtype: 'float32', shape: [1], data: Float32Array.of((text as string).length) } }),
  decode: () => ({ labels: [] }),
};

it('records a text as it came beside what became of it, so that it can be asked from outside', async () => {
  const store = new MemoryArtifactStore();
  const registry = new ModelRegistry(store);
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  const example = (id: string, split: string, text: string) => ({
    ...{ id, split, target: [] },
    fields: { text: { text, sha256: id } },
  });
  const examples = [example('a', 'train', 'Not this.'), example('b', 'validation', '  A robot\ndreams.')];
  const dataset = { key: 'datasets/tiny', hash: 'tiny', counts: { train: 1, validation: 1, test: 0 } };
  await store.put(
    dataset.key,
    bytes({ family: FAMILY, labels: ['Drama'], labelsLeftOut: [], examplesLeftOut: [], examples }),
  );
  const input = tf.input({ shape: [1], name: 'length' });
  const probabilities = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(input) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: probabilities });
  const onnx = exportOnnx(model, { name: FAMILY, inputs: {}, outputs: ['probabilities'] });
  model.dispose();
  await registry.writeFile(FAMILY, VERSION, 'model.onnx', onnx);
  const vocabulary = bytes({ labels: [{ label: 'Drama', threshold: 0.5 }] });
  await registry.writeFile(FAMILY, VERSION, 'vocabulary.json', vocabulary);

  const parts = { family: fakeFamily({ open: () => LENGTHS }) } as FamilyParts; // nothing is trained here
  const request = { family: FAMILY, version: VERSION, dataset, hyperparameters: {}, seed: 1 };
  await recordGoldenInputs(parts, request, { store, registry, dataFolder: '' } as never);

  const stored = await registry.readUncommittedFile(FAMILY, VERSION, 'golden.json');
  const golden = GoldenSchema.parse(JSON.parse(new TextDecoder().decode(stored)));
  expect(golden.examples).toMatchObject([{ texts: { text: '  A robot\ndreams.' }, feeds: { length: { shape: [1] } } }]);
  expect(golden.examples[0]!.outputs.probabilities).toHaveLength(1);
});
