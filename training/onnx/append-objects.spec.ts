import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeObjects } from '../../models/boxes.js';
import { Random } from '../random.js';
import { boxAt, placesOf } from '../tasks/boxes/places.js';
import { suppress } from '../tasks/boxes/suppress.js';
import { endWithObjects } from './append-objects.js';
import { GraphBuilder } from './graph-builder.js';

const CANVAS = 64;
const STRIDES = [8, 16];
const CLASSES = 3;
const SETTINGS = { overlap: 0.5, confidence: 0.1 };
const places = placesOf(CANVAS, STRIDES);
const count = places.x.length;

/** A detector that passes on what it is told. */
function detector(): Uint8Array {
  const builder = new GraphBuilder('told');
  const shape = ['batch', count];
  builder.output('scores', builder.input('told_scores', 'float32', [...shape, CLASSES]), 'float32', [
    ...shape,
    CLASSES,
  ]);
  builder.output('distances', builder.input('told_distances', 'float32', [...shape, 4]), 'float32', [...shape, 4]);
  return builder.toBytes();
}

function drawn(seed: number) {
  const random = new Random(seed);
  return {
    scores: Float32Array.from({ length: count * CLASSES }, () => random.fraction() ** 3),
    distances: Float32Array.from({ length: count * 4 }, () => 0.2 + 3 * random.fraction()),
  };
}

async function objectsOf(pictures: readonly ReturnType<typeof drawn>[], frames: readonly (readonly number[])[]) {
  const session = await InferenceSession.create(endWithObjects(detector(), places, SETTINGS), { logSeverityLevel: 3 });
  const joined = (name: 'scores' | 'distances') => Float32Array.from(pictures.flatMap((picture) => [...picture[name]]));
  const batch = pictures.length;
  const answer = await session.run({
    told_scores: new Tensor('float32', joined('scores'), [batch, count, CLASSES]),
    told_distances: new Tensor('float32', joined('distances'), [batch, count, 4]),
    frame: new Tensor('float32', Float32Array.from(frames.flat()), [batch, 6]),
  });
  await session.release();
  const { objects, size } = answer as { objects: Tensor; size: Tensor };
  expect(objects.dims).toEqual([batch, 100, 6]);
  return pictures.map((_, row) => ({
    objects: (objects.data as Float32Array).slice(row * 600, (row + 1) * 600),
    size: (size.data as Float32Array).slice(row * 2, row * 2 + 2),
  }));
}

const ALL = [0, 0, CANVAS, CANVAS, CANVAS, CANVAS];

it('leaves what suppression as it is written down leaves, picture by picture', async () => {
  const pictures = [drawn(1), drawn(2), drawn(3)];
  const answers = await objectsOf(pictures, [ALL, ALL, ALL]);
  pictures.forEach(({ scores, distances }, picture) => {
    const found = Array.from({ length: count * CLASSES }, (_, index) => {
      const [place, label] = [Math.floor(index / CLASSES), index % CLASSES];
      const box = boxAt(places, place, distances.subarray(place * 4, place * 4 + 4));
      return { ...box, label, confidence: scores[index]! };
    });
    const expected = suppress(found, SETTINGS);
    expect(expected.length).toBeGreaterThan(10);
    const { objects } = answers[picture]!;
    expected.forEach(({ confidence, label, left }, row) => {
      expect(objects[row * 6 + 4]).toBeCloseTo(confidence, 5);
      expect(objects[row * 6 + 5]).toBe(label);
      expect(objects[row * 6]).toBeCloseTo(Math.min(1, Math.max(0, left / CANVAS)), 4);
    });
    expect(objects.subarray(expected.length * 6).every((value) => value === 0)).toBe(true);
  });
});

it('says the same of a picture alone as beside others', async () => {
  const [alone] = await objectsOf([drawn(2)], [ALL]);
  const [, beside] = await objectsOf([drawn(1), drawn(2)], [ALL, ALL]);
  expect(beside).toEqual(alone);
});

it('takes the letterbox off again: boxes are those of the picture that was handed in', async () => {
  const scores = new Float32Array(count * CLASSES);
  const distances = new Float32Array(count * 4).fill(1);
  const place = places.x.findIndex((x, index) => x === 28 && places.y[index] === 28 && places.stride[index] === 8);
  scores[place * CLASSES + 1] = 0.75;
  // 1280 x 640 pixels lie as 64 x 32 on the canvas, 16 pixels from the top
  const [answer] = await objectsOf([{ scores, distances }], [[0, 16, 64, 32, 1280, 640]]);
  const labels = ['cat', 'dog', 'fox'].map((label) => ({ label, threshold: 0.5 }));
  expect(decodeObjects({ labels, canvas: CANVAS }, answer!)).toEqual({
    objects: [{ left: 400, top: 80, right: 720, bottom: 400, confidence: 0.75, class: 'dog', isPredicted: true }],
  });
});
