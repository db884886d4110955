import * as tf from '@tensorflow/tfjs';
import { buildHeads, serveHeads } from './head-branches.js';
import { exportOnnx } from './onnx/export-onnx.js';
import { ServedGraph } from './served-graph.js';
import { startTensorflow } from './tensorflow.js';

const BRANCHES = {
  scale: { name: 'scale', inputs: ['frames'], hiddenUnits: 0, l2: 0 },
  movement: { name: 'movement', inputs: ['motion'], hiddenUnits: 4, l2: 0 },
};
const HEADS = [
  { name: 'movement', columns: [2, 3, 4] },
  { name: 'scale', columns: [0, 1] },
];
const SHAPES = { frames: [3], motion: [2] };
const STANDARDISATIONS = {
  frames: { mean: Float32Array.of(1, 2, 3), deviation: Float32Array.of(2, 2, 2) },
};

beforeAll(() => startTensorflow());

it('answers each head with probabilities of its own, in the order of the labels, and exports the same', async () => {
  const trained = buildHeads(BRANCHES, SHAPES, HEADS, 1);
  const [scale] = trained.getLayer('scale_logits').getWeights() as [tf.Tensor2D];
  trained.getLayer('scale_logits').setWeights([tf.ones(scale.shape).mul(tf.tensor2d([[0, 1]])), tf.tensor1d([0, 0])]);
  const served = serveHeads({
    ...{ trained, heads: HEADS, branches: BRANCHES, activation: 'softmax', standardisations: STANDARDISATIONS },
  });
  const bytes = exportOnnx(served, { name: 'heads', outputs: ['probabilities'] });
  const graph = await ServedGraph.open(bytes);
  try {
    const { probabilities } = await graph.answer({
      frames: { dtype: 'float32', shape: [3], data: Float32Array.of(3, 4, 5) }, // 1 in each place, standardised
      motion: { dtype: 'float32', shape: [2], data: Float32Array.of(0.5, -1) },
    });
    const [first, second, ...movement] = probabilities!;
    expect(second! / first!).toBeCloseTo(Math.exp(3), 3);
    expect(first! + second!).toBeCloseTo(1, 5);
    expect(movement).toHaveLength(3);
    expect(movement.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 5);
  } finally {
    await graph.close();
    [trained, served].forEach((model) => model.dispose());
  }
});

it('learns one head alone from what that head reads', () => {
  const model = buildHeads({ movement: BRANCHES.movement }, SHAPES, [{ name: 'movement', columns: [0, 1, 2] }], 1);
  expect(model.inputNames).toEqual(['motion']);
  expect(model.outputs[0]!.shape).toEqual([null, 3]);
  model.dispose();
});

it('refuses heads whose labels are mixed up, and a head that nobody answers', () => {
  const mixed = [
    { name: 'scale', columns: [0, 2] },
    { name: 'movement', columns: [1, 3] },
  ];
  expect(() => buildHeads(BRANCHES, SHAPES, mixed, 1)).toThrow(/must stand together/);
  expect(() => buildHeads(BRANCHES, SHAPES, [{ name: 'light', columns: [0, 1] }], 1)).toThrow(/no branch.*light/);
});
