import type * as tf from '@tensorflow/tfjs';
import { frameOf } from '../../../models/letterbox.js';
import type { Scene } from '../../../models/dataset.js';
import { ScorecardSchema } from '../../../platform/scorecard.js';
import { chooseConfidences, meanBox, scoreDetections } from '../../evaluation/detection/detection-scores.js';
import type { SeenPicture, TrueObject } from '../../evaluation/detection/seen-objects.js';
import { LEFT_OUT_NAMED } from '../../judge-candidate.js';
import type { JudgedCandidate } from '../../judge-candidate.js';
import type { Lesson } from '../../lesson.js';
import type { Grids } from '../../network.js';
import { predictRows } from '../../predict.js';
import type { PreparedDataset } from '../../prepared-dataset.js';
import type { StepContext } from '../../retraining-steps.js';
import type { TrainingSetting } from '../../training-setting.js';
import { asRows, foundOnCanvas, ontoPicture } from './found-objects.js';
import { placesOf } from './places.js';

/** Lets the served head look at validation and test, chooses on validation when an object counts, and scores both. */
export async function judgeBoxes(
  setting: TrainingSetting,
  { features, phases }: Lesson,
  head: tf.LayersModel,
  grids: Grids,
  context: StepContext,
): Promise<JudgedCandidate> {
  const { parts, request, dataset, rows } = setting;
  const { labels, labelsLeftOut, examplesLeftOut } = dataset;
  context.report({ detail: 'scoring', secondsLeft: null });
  const tables = await features.forServing(phases.at(-1)!);
  const places = placesOf(grids.canvas, grids.strides);
  const look = async (of: readonly number[]): Promise<SeenPicture[]> => {
    const [scores, distances] = await predictRows(head, tables, of, context.signal);
    const answers = sideBySide(scores!, labels.length, distances!, 4);
    const found = foundOnCanvas(answers, of.length, labels.length, places);
    return of.map((row, index) => {
      const scene = sceneOf(dataset, row);
      const frame = frameOf(scene, grids.canvas);
      return { truth: trueObjects(scene, labels), found: found[index]!.map((object) => ontoPicture(object, frame)) };
    });
  };
  const [validation, test] = [await look(rows.validation), await look(rows.test)];
  const thresholds = chooseConfidences(validation, labels.length);
  const baseline = meanBox(rows.train.flatMap((row) => trueObjects(sceneOf(dataset, row), labels)));
  const scored = (pictures: readonly SeenPicture[]) =>
    scoreDetections({ labels, pictures, thresholds, baseline, seed: request.seed });
  const scorecard = ScorecardSchema.parse({
    ...{ family: parts.family.name, version: request.version, headline: parts.family.headline },
    ...{ labels, labelsLeftOut, similarity: null },
    examplesLeftOut: { count: examplesLeftOut.length, first: examplesLeftOut.slice(0, LEFT_OUT_NAMED) },
    ...{ validation: scored(validation), test: scored(test) },
  });
  return {
    answers: { objects: asRows(validation.map(({ found }) => found)) },
    embeddingMean: undefined,
    labels: labels.map((label, index) => ({ label, threshold: thresholds[index]! })),
    scorecard,
  };
}

export function sceneOf({ examples }: PreparedDataset, row: number): Scene {
  const { id, scene } = examples[row]!;
  if (!scene) throw new Error(`Example ${id} does not say what is on its picture`);
  return scene;
}

/** Of the classes that are learned, as fractions of the picture. */
export function trueObjects({ objects }: Scene, labels: readonly string[]): TrueObject[] {
  return objects.flatMap(({ label, ...box }) =>
    labels.includes(label) ? [{ ...box, label: labels.indexOf(label) }] : [],
  );
}

function sideBySide(left: Float32Array, leftColumns: number, right: Float32Array, rightColumns: number): Float32Array {
  const rows = left.length / leftColumns;
  const columns = leftColumns + rightColumns;
  const joined = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    joined.set(left.subarray(row * leftColumns, (row + 1) * leftColumns), row * columns);
    joined.set(right.subarray(row * rightColumns, (row + 1) * rightColumns), row * columns + leftColumns);
  }
  return joined;
}
