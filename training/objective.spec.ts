import * as tf from '@tensorflow/tfjs';
import { objectiveOf } from './objective.js';
import { startTensorflow } from './tensorflow.js';

beforeAll(startTensorflow);

const HEADS = [{ columns: [0, 2] }, { columns: [1, 3] }];
const LOGITS = [
  [1, 0, -1, 2],
  [0.5, 3, 0.5, -2],
];
const TRUTH = [
  [1, 0, 0, 1],
  [0, 0, 1, 0], // nobody knows the second head's label
];

const softmax = (logits: readonly number[]) => {
  const exponentials = logits.map(Math.exp);
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((value) => value / sum);
};
const pick = (row: readonly number[], { columns }: (typeof HEADS)[number]) => columns.map((column) => row[column]!);

it('makes probabilities of each head that sum to one, in the order of the labels', async () => {
  // heads that lie side by side: the columns of the answer are those of the labels
  const heads = [{ columns: [0, 1] }, { columns: [2, 3] }];
  const probabilities = tf.tidy(() => objectiveOf('multi-class', heads).probabilities([tf.tensor2d(LOGITS)]));
  const expected = LOGITS.flatMap((row) => heads.flatMap((head) => softmax(pick(row, head))));
  const values = await probabilities.data();
  expect([...values].map((value, index) => value - expected[index]!).every((gap) => Math.abs(gap) < 1e-6)).toBe(true);
  probabilities.dispose();
});

it('keeps the labels in their order when heads alternate', async () => {
  const probabilities = tf.tidy(() => objectiveOf('multi-class', HEADS).probabilities([tf.tensor2d(LOGITS)]));
  const [first, second] = HEADS.map((head) => softmax(pick(LOGITS[0]!, head)));
  const values = [...(await probabilities.data())].slice(0, 4);
  [first![0]!, second![0]!, first![1]!, second![1]!].forEach((value, column) =>
    expect(values[column]).toBeCloseTo(value, 5),
  );
  probabilities.dispose();
});

it('learns nothing of a head from an example whose label in it is unknown', async () => {
  const loss = tf.tidy(() => objectiveOf('multi-class', HEADS).loss(tf.tensor2d(TRUTH), [tf.tensor2d(LOGITS)]));
  const known = [
    [0, 0],
    [0, 1],
    [1, 0],
  ] as const;
  const expected = known.reduce((sum, [row, head]) => {
    const truth = pick(TRUTH[row]!, HEADS[head]!).indexOf(1);
    return sum - Math.log(softmax(pick(LOGITS[row]!, HEADS[head]!))[truth]!);
  }, 0);
  expect((await loss.data())[0]).toBeCloseTo(expected / 2, 5); // a mean over two examples
  loss.dispose();
});

it('decides every label on its own otherwise, averaged over the outputs', async () => {
  const outputs = () => [tf.tensor2d([[0, 2]]), tf.tensor2d([[1, -2]])];
  const probabilities = tf.tidy(() => objectiveOf('multi-label', []).probabilities(outputs()));
  const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
  const [first, second] = await probabilities.data();
  expect(first).toBeCloseTo((sigmoid(0) + sigmoid(1)) / 2, 5);
  expect(second).toBeCloseTo(0.5, 5);
  probabilities.dispose();
});
