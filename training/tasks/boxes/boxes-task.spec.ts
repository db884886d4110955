import * as tf from '@tensorflow/tfjs';
import type { LabelledBox, Scene } from '../../../models/dataset.js';
import { WHOLE } from '../../../models/letterbox.js';
import { detectionMetricsOf } from '../../evaluation/detection/detection-metrics.js';
import { startTensorflow } from '../../tensorflow.js';
import { boxesTask } from './boxes-task.js';
import { placesOf } from './places.js';

const grids = { canvas: 64, strides: [8, 16] };
const places = placesOf(grids.canvas, grids.strides);
const count = places.x.length;
const labels = ['cat', 'dog'];
const scene = (...objects: LabelledBox[]): Scene => ({ width: 128, height: 64, objects });
const dog = { label: 'dog', left: 0.25, top: 0.25, right: 0.5, bottom: 0.75 };
const mirrored = { ...WHOLE, isMirrored: true };

const task = boxesTask({
  ...{ grids, labels, validation: [0, 1] },
  scenes: [scene(dog), scene({ ...dog, label: 'owl' })],
  samples: [
    { example: 0, view: WHOLE },
    { example: 1, view: WHOLE },
    { example: 0, view: mirrored },
  ],
  score: (pictures) => detectionMetricsOf(pictures, 2)(Uint16Array.of(1, 1)).meanAp50,
});

beforeAll(() => startTensorflow());
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** Logits and raw distances that say exactly what is true. */
function perfect(rows: readonly number[]): [tf.Tensor, tf.Tensor] {
  const truth = task.truthOf(rows);
  const [isClass, edges] = tf.split(truth, [2, 4, 1], 2) as [tf.Tensor, tf.Tensor];
  const column = (values: Float32Array) => tf.tensor(values, [1, count, 1]);
  const [left, top, right, bottom] = tf.split(edges, 4, 2) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
  const [x, y, stride] = [column(places.x), column(places.y), column(places.stride)];
  const away = tf.concat([x.sub(left), y.sub(top), right.sub(x), bottom.sub(y)], 2).div(stride);
  const distances = away.clipByValue(0.01, 100);
  return [isClass.mul(40).sub(20), tf.log(tf.expm1(distances))];
}

const lossOf = (rows: readonly number[], outputs: tf.Tensor[]) =>
  task.loss(task.truthOf(rows), outputs).minimised.dataSync()[0]!;

it('lays the truth on the canvas as its picture lies there', () => {
  const [, edges, isObject] = tf.split(task.truthOf([0, 2]), [2, 4, 1], 2) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const boxesOf = (row: number) => {
    const there = [...isObject.slice([row], [1]).dataSync().keys()].filter(
      (place) => isObject.slice([row, place], [1, 1]).dataSync()[0] === 1,
    );
    return there.map((place) => [...edges.slice([row, place], [1, 1]).dataSync()]);
  };
  expect(new Set(boxesOf(0).map(String))).toEqual(new Set(['16,24,32,40']));
  expect(new Set(boxesOf(1).map(String))).toEqual(new Set(['32,24,48,40']));
});

it('costs nothing to be right, and more the farther off a box is or the less sure a class', () => {
  const [logits, distances] = perfect([0]);
  const right = lossOf([0], [logits, distances]);
  expect(right).toBeLessThan(0.01);
  const off = lossOf([0], [logits, distances.add(0.5)]);
  const farOff = lossOf([0], [logits, distances.add(2)]);
  expect(off).toBeGreaterThan(right + 0.05);
  expect(farOff).toBeGreaterThan(off);
  expect(lossOf([0], [tf.zerosLike(logits), distances])).toBeGreaterThan(1);
});

it('has a finite loss for pictures without any object that is learned', () => {
  const [logits, distances] = perfect([1]);
  expect(lossOf([1], [logits, distances])).toBeLessThan(0.01);
});

it('judges what is said of the validation pictures', () => {
  const answers = task.answers(perfect([0, 1])).dataSync() as Float32Array;
  const { loss, score } = task.validate(answers);
  expect(score).toBe(1);
  expect(loss).toBeLessThan(0.01);
  expect(task.validate(answers.map((value, index) => (index % 6 < 2 ? -20 : value))).score).toBe(0);
});

it('learns: a step against the gradient makes the loss smaller', () => {
  const [logits, distances] = [tf.variable(tf.zeros([1, count, 2])), tf.variable(tf.fill([1, count, 4], 0.5))];
  const optimizer = tf.train.adam(0.1);
  const before = lossOf([0], [logits, distances]);
  for (let step = 0; step < 20; step++) {
    optimizer.minimize(() => task.loss(task.truthOf([0]), [logits, distances]).minimised, false, [logits, distances]);
  }
  expect(lossOf([0], [logits, distances])).toBeLessThan(before / 2);
  optimizer.dispose();
});
