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
  const costOf = (row: number, head: number) => {
    const truth = pick(TRUTH[row]!, HEADS[head]!).indexOf(1);
    return -Math.log(softmax(pick(LOGITS[row]!, HEADS[head]!))[truth]!);
  };
  const expected = (costOf(0, 0) + costOf(1, 0)) / 2 + costOf(0, 1); // of each head the mean over what is known
  expect((await loss.data())[0]).toBeCloseTo(expected, 5);
  loss.dispose();
});

it('learns nothing of a head of which a batch knows no label', async () => {
  const truth = TRUTH.map((row) => row.map((value, column) => (HEADS[1]!.columns.includes(column) ? 0 : value)));
  const loss = tf.tidy(() => objectiveOf('multi-class', HEADS).loss(tf.tensor2d(truth), [tf.tensor2d(LOGITS)]));
  const ofFirst = tf.tidy(() => {
    const first = (rows: readonly number[][]) => tf.tensor2d(rows.map((row) => pick(row, HEADS[0]!)));
    return objectiveOf('multi-class', [{ columns: [0, 1] }]).loss(first(truth), [first(LOGITS)]);
  });
  expect((await loss.data())[0]).toBeCloseTo((await ofFirst.data())[0]!, 5);
  tf.dispose([loss, ofFirst]);
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
