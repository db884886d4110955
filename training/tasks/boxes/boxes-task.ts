import * as tf from '@tensorflow/tfjs';
import { frameOf, ontoCanvas } from '../../../models/letterbox.js';
import type { LabelledBox, Scene } from '../../../models/dataset.js';
import { areaOf } from '../../../models/boxes.js';
import type { Box } from '../../../models/boxes.js';
import type { Grids } from '../../network.js';
import type { Sample } from '../../samples.js';
import type { Task } from '../task.js';
import { assignPlaces } from './assign-places.js';
import { detectionLoss } from './detection-loss.js';
import { foundOnCanvas } from './found-objects.js';
import { placesOf } from './places.js';
import type { SeenPicture, TrueObject } from '../../evaluation/detection/seen-objects.js';

const SEEN_SHARE = 0.4; // of an object that a view cuts off: with less of it in sight nobody could say what it is

export interface BoxesSetting {
  readonly grids: Grids;
  readonly labels: readonly string[];
  /** What the rows of the tables show. */
  readonly samples: readonly Sample[];
  /** Of each example. */
  readonly scenes: readonly Scene[];
  readonly validation: readonly number[];
  /** The headline metric on the validation examples. @param pictures in pixels of the canvas, in their order */
  readonly score: (pictures: readonly SeenPicture[]) => number;
}

/** Learns at every place of a grid whether it is in the middle of an object, of which class, and how far its edges are. */
export function boxesTask({ grids, labels, samples, scenes, validation, score }: BoxesSetting): Task {
  const places = placesOf(grids.canvas, grids.strides);
  const count = places.x.length;
  const columns = labels.length + 5;
  const onCanvas = (row: number) => {
    const { example, view } = samples[row]!;
    const scene = scenes[example]!;
    const frame = frameOf(scene, grids.canvas, view);
    return scene.objects.flatMap((object) => seenObject(object, labels, ontoCanvas(object, frame), grids.canvas));
  };
  const known = new Map<number, { object: TrueObject; place: number }[]>();
  const assigned = (row: number) => {
    const before = known.get(row);
    if (before) return before;
    const objects = onCanvas(row);
    const found = assignPlaces(objects, places).map(({ place, object }) => ({ place, object: objects[object]! }));
    known.set(row, found);
    return found;
  };

  /** [rows, places, classes + 4 edges + whether there is an object] */
  const truthOf = (rows: readonly number[]) => {
    const truth = new Float32Array(rows.length * count * columns);
    rows.forEach((row, index) => {
      for (const { place, object } of assigned(row)) {
        const at = (index * count + place) * columns;
        truth[at + object.label] = 1;
        truth.set([object.left, object.top, object.right, object.bottom, 1], at + labels.length);
      }
    });
    return tf.tensor3d(truth, [rows.length, count, columns]);
  };
  const loss: Task['loss'] = (truth, [logits, distances]) => {
    const sum = detectionLoss({ truth, logits: logits!, distances: tf.softplus(distances!), places });
    return { minimised: sum, reported: sum };
  };
  return {
    truthOf,
    loss,
    answers: (outputs) => tf.concat([...outputs], 2),
    validate(answers) {
      const lossValue = tf.tidy(() => {
        const said = tf.tensor3d(answers, [validation.length, count, labels.length + 4]);
        return loss(truthOf(validation), tf.split(said, [labels.length, 4], 2)).reported.dataSync()[0]!;
      });
      const found = foundOnCanvas(probable(answers, labels.length), validation.length, labels.length, places);
      return {
        loss: lossValue,
        score: score(validation.map((row, at) => ({ truth: onCanvas(row), found: found[at]! }))),
      };
    },
  };
}

/** What is seen of an object of a class that is learned. */
function seenObject({ label }: LabelledBox, labels: readonly string[], box: Box, canvas: number): TrueObject[] {
  const within = (edge: number) => Math.min(canvas, Math.max(0, edge));
  const seen = { left: within(box.left), top: within(box.top), right: within(box.right), bottom: within(box.bottom) };
  const isEnough = areaOf(seen) > 0 && areaOf(seen) >= SEEN_SHARE * areaOf(box);
  const index = labels.indexOf(label);
  return index === -1 || !isEnough ? [] : [{ ...seen, label: index }];
}

/** Logits and distances before softplus -> scores and distances. */
function probable(answers: Float32Array, classes: number): Float32Array {
  return answers.map((value, index) =>
    index % (classes + 4) < classes
      ? 1 / (1 + Math.exp(-value))
      : Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))),
  );
}
