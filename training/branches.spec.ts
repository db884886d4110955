import * as tf from '@tensorflow/tfjs';
import { buildBranches, serveBranches } from './branches.js';
import { centre, meanRow, withCentring } from './centring.js';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

const standardisation = { mean: Float32Array.of(2, -3, 10), deviation: Float32Array.of(0.5, 4, 20) };
const raw = [
  [2.5, 1, -10],
  [1, -3, 35],
];
const standardised = raw.map((row) =>
  row.map((v, i) => (v - standardisation.mean[i]!) / standardisation.deviation[i]!),
);

function answersOf(model: tf.LayersModel, inputs: tf.Tensor[]): number[][] {
  return tf.tidy(() => [model.predict(inputs)].flat().map((output) => [...output.dataSync()]));
}

function expectClose(actual: number[], expected: number[]) {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
}

function twoBranches() {
  const branches = [
    { name: 'deep', inputs: ['a'], hiddenUnits: 5, l2: 0 },
    { name: 'plain', inputs: ['b'], hiddenUnits: 0, l2: 0 },
  ];
  const trained = buildBranches(branches, { a: [3], b: [2] }, 2, 1);
  const shapes = trained.getWeights().map(({ shape }) => shape);
  trained.setWeights(shapes.map((shape, index) => tf.randomNormal(shape, 0, 1, 'float32', index + 1)));
  return { branches, trained };
}

it('serves from raw features what was learned from standardised ones, averaged over the branches', () => {
  const { branches, trained } = twoBranches();
  const other = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const logits = answersOf(trained, [tf.tensor2d(standardised), other]);
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

  const served = serveBranches({
    ...{ branches, trained },
    activation: 'sigmoid',
    standardisations: { a: standardisation },
    embedding: 'b',
  });
  const [probabilities, embedding] = answersOf(served, [tf.tensor2d(raw), other]);

  expectClose(
    probabilities!,
    logits[0]!.map((logit, index) => (sigmoid(logit) + sigmoid(logits[1]![index]!)) / 2),
  );
  expectClose(embedding!, [1, 2, 3, 4]);
});

it('serves calibrated probabilities', () => {
  const branches = [{ name: 'only', inputs: ['a'], hiddenUnits: 0, l2: 0 }];
  const trained = buildBranches(branches, { a: [3] }, 1, 1);
  trained.setWeights([tf.tensor2d([0.3, -0.2, 0.5], [3, 1]), tf.tensor1d([0.1])]);
  const [logits] = answersOf(trained, [tf.tensor2d(standardised)]);
  const calibration = { slope: 1.7, intercept: -0.4 };
  const served = serveBranches({
    ...{ branches, trained, calibration },
    activation: 'sigmoid',
    standardisations: { a: standardisation },
  });
  const expected = logits!.map((logit) => 1 / (1 + Math.exp(-(1.7 * logit - 0.4))));
  expectClose(answersOf(served, [tf.tensor2d(raw)])[0]!, expected);
});

it('serves the probabilities of logits that are weighed and added up', () => {
  const { branches, trained } = twoBranches();
  const other = tf.tensor2d([1, 2, 3, 4], [2, 2]);
  const [deep, plain] = answersOf(trained, [tf.tensor2d(standardised), other]);
  const served = serveBranches({
    ...{ branches, trained, calibration: { weights: [0.3, 1.2] } },
    activation: 'softmax',
    standardisations: { a: standardisation },
  });
  const sums = deep!.map((logit, index) => 0.3 * logit + 1.2 * plain![index]!);
  const expected = tf.tidy(() => [...tf.softmax(tf.tensor2d(sums, [2, 2])).dataSync()]);
  expectClose(answersOf(served, [tf.tensor2d(raw), other])[0]!, expected);
});

it.each([0, 4])('reads a sequence beside other features in one branch, with %i hidden units', (hiddenUnits) => {
  const branches = [
    { name: 'fused', inputs: ['a', 'steps'], hiddenUnits, l2: 0, sequence: { input: 'steps', lstmUnits: 2 } },
  ];
  const trained = buildBranches(branches, { a: [3], steps: [4, 2] }, 2, 1);
  const steps = tf.randomNormal([2, 4, 2], 0, 1, 'float32', 3);
  const [logits] = answersOf(trained, [tf.tensor2d(standardised), steps]);
  const served = serveBranches({
    ...{ branches, trained },
    activation: 'sigmoid',
    standardisations: { a: standardisation },
  });
  const expected = logits!.map((logit) => 1 / (1 + Math.exp(-logit)));
  expectClose(answersOf(served, [tf.tensor2d(raw), steps])[0]!, expected);
  const otherSteps = answersOf(trained, [tf.tensor2d(standardised), steps.reverse(1)])[0]!;
  expect(Math.abs(otherSteps[0]! - logits![0]!)).toBeGreaterThan(1e-3);
});

it('centres the embedding in the model as it does outside it', () => {
  const input = tf.input({ shape: [2], name: 'x' });
  const answer = tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor;
  const matrix = Float32Array.of(1, 2, 3, 4, 5, 60);
  const mean = meanRow(matrix, [0, 1], 2);
  expect([...mean]).toEqual([2, 3]);
  const model = withCentring(tf.model({ inputs: input, outputs: [answer, input] }), mean);
  const [, embedding] = answersOf(model, [tf.tensor2d(matrix, [3, 2])]);
  centre(matrix, mean);
  expectClose(embedding!, [...matrix]);
});
