import type * as tf from '@tensorflow/tfjs';
import type { LabelVocabulary } from '../models/labels.js';
import type { View } from '../models/letterbox.js';
import type { Metric } from '../platform/scorecard.js';
import type { Checkpoints } from './checkpoints.js';
import { detectionMetricsOf } from './evaluation/detection/detection-metrics.js';
import type { SeenPicture } from './evaluation/detection/seen-objects.js';
import type { Decision } from './evaluation/decision.js';
import { metricsOf } from './evaluation/metrics.js';
import { everyExampleOnce } from './evaluation/scored-examples.js';
import type { ScoredExamples } from './evaluation/scored-examples.js';
import type { FamilyParts } from './family-parts.js';
import { ExampleFeatures, textsOf } from './features/example-features.js';
import type { Standardisation } from './features/standardisation.js';
import { pickRows } from './matrix.js';
import type { ByInput, Phase } from './network.js';
import { refuseUntrainable } from './refuse-untrainable.js';
import type { StepContext } from './retraining-steps.js';
import { samplesOf, trainingRows } from './samples.js';
import type { Sample } from './samples.js';
import { boxesTask } from './tasks/boxes/boxes-task.js';
import { sceneOf } from './tasks/boxes/judge-boxes.js';
import { labelsTask } from './tasks/labels-task.js';
import type { Task } from './tasks/task.js';
import { startTensorflow } from './tensorflow.js';
import { train } from './trainer.js';
import type { Trained } from './trainer.js';
import type { TrainingSetting } from './training-setting.js';

/** Which examples are learned from, and all that follows from them alone. */
export interface Lesson {
  readonly rows: LessonRows;
  /** Beside the labels. */
  readonly vocabulary: Omit<LabelVocabulary, 'labels'>;
  readonly phases: readonly Phase[];
  readonly features: ExampleFeatures;
  /** What the rows of tapped encoders show. */
  readonly samples: readonly Sample[];
  readonly standardisations: ByInput<Standardisation>;
}

export interface LessonRows {
  readonly train: readonly number[];
  /** Decide when to stop; never learned from. */
  readonly validation: readonly number[];
}

/** Fits the vocabulary and the standardisation to the training examples, and sees to everybody's features. */
export async function prepareLesson(setting: TrainingSetting, rows: LessonRows, context: StepContext): Promise<Lesson> {
  const vocabulary = fitVocabulary(setting, rows);
  const phases = setting.parts.network.phases(setting.hyperparameters, vocabulary);
  const samples = samplesOf(setting.dataset.examples.length, rows.train, viewsOf(setting));
  const features = await ExampleFeatures.extract({ ...setting, samples }, phases, context);
  return { rows, vocabulary, phases, features, samples, standardisations: features.standardisations(rows.train) };
}

/**
 * Trains phase after phase.
 * @param checkpoints where it is kept how far this got
 * @throws PlatformError NATIVE_TENSORFLOW_NEEDED where this process cannot train what a phase builds
 */
export async function learn(
  setting: TrainingSetting,
  lesson: Lesson,
  backbones: ByInput<tf.LayersModel>,
  checkpoints: Checkpoints,
  context: StepContext,
): Promise<Trained> {
  const { request, dataset, encoders } = setting;
  const { rows, phases, features, samples, standardisations } = lesson;
  const labelCount = dataset.labels.length;
  const embeddingSizes = Object.fromEntries(
    Object.entries(encoders).map(([input, { encoder }]) => [input, encoder.embeddingSize]),
  );
  const scope = { labelCount, heads: setting.heads, embeddingSizes, standardisations, backbones };
  refuseUntrainable(phases, { ...scope, seed: request.seed }, await startTensorflow());
  const plan = {
    ...{ checkpoints, phases, seed: request.seed },
    task: taskOf(setting, lesson),
    scope,
    dataOf: async (phase: Phase) => ({
      ...rows,
      train: trainingRows(samples, rows.train),
      tables: await features.forTraining(phase, standardisations),
    }),
  };
  return train(plan, context);
}

function taskOf(setting: TrainingSetting, { rows, samples }: Lesson): Task {
  const { parts, dataset, truth, objective, hyperparameters } = setting;
  const { labels, examples } = dataset;
  const { validation } = rows;
  const { headline } = parts.family;
  const grids = parts.network.grids?.(hyperparameters);
  if (grids) {
    const scenes = examples.map((_, row) => sceneOf(dataset, row));
    const score = (pictures: readonly SeenPicture[]) => detectionHeadline(headline, pictures, labels.length);
    return boxesTask({ grids, labels, samples, scenes, validation, score });
  }
  const labelCount = labels.length;
  const validationTruth = pickRows(truth, validation, labelCount);
  const score = (scores: Float32Array) =>
    headlineOf(headline, { scores, truth: validationTruth, labelCount }, decisionInTraining(setting));
  return labelsTask({ objective, truth, labelCount, samples, validation, score });
}

function viewsOf({ encoders }: TrainingSetting): View[] {
  return Object.values(encoders).flatMap(({ spec }) => (spec.kind === 'image' ? (spec.views ?? []) : []));
}

function fitVocabulary(
  { parts, dataset, encoders, hyperparameters }: TrainingSetting,
  rows: LessonRows,
): Lesson['vocabulary'] {
  const texts = textsOf(dataset);
  const examples = rows.train.map((row) => texts[row]!);
  const reader = Object.values(encoders).find(({ spec }) => spec.kind === 'text');
  return parts.network.fitVocabulary({ examples, tokenizer: reader?.encoder.tokenizer ?? {} }, hyperparameters);
}

const EVEN = 0.5; // while training; thresholds are chosen once, at the end

/** When a label counts before anything was chosen on validation. */
export function decisionInTraining({
  parts,
  heads,
  dataset,
}: Pick<TrainingSetting, 'heads' | 'dataset'> & { readonly parts: Pick<FamilyParts, 'family'> }): Decision {
  if (parts.family.task === 'multi-class') return { kind: 'most-probable', heads };
  return { kind: 'thresholds', thresholds: dataset.labels.map(() => EVEN) };
}

function detectionHeadline(metric: Metric, pictures: readonly SeenPicture[], labelCount: number): number {
  const { meanAp50, meanAp50To95 } = detectionMetricsOf(pictures, labelCount)(new Uint16Array(pictures.length).fill(1));
  const figure = metric === 'meanAp50' ? meanAp50 : meanAp50To95;
  return Number.isNaN(figure) ? 0 : figure;
}

/** 0 where the metric does not exist for these examples */
export function headlineOf(metric: Metric, examples: ScoredExamples, decision: Decision): number {
  return metricsOf(examples, decision, [metric])(everyExampleOnce(examples))[metric] ?? 0;
}
