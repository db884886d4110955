import type * as tf from '@tensorflow/tfjs';
import type { LabelVocabulary } from '../models/labels.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import type { Metric } from '../platform/scorecard.js';
import type { Decision } from './evaluation/decision.js';
import { metricsOf } from './evaluation/metrics.js';
import { everyExampleOnce } from './evaluation/scored-examples.js';
import type { ScoredExamples } from './evaluation/scored-examples.js';
import { ExampleFeatures, textsOf } from './features/example-features.js';
import type { Standardisation } from './features/standardisation.js';
import { pickRows } from './matrix.js';
import type { ByInput, Phase } from './network.js';
import type { StepContext } from './retraining-steps.js';
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
  const features = await ExampleFeatures.extract(setting, phases, context);
  return { rows, vocabulary, phases, features, standardisations: features.standardisations(rows.train) };
}

/** Trains phase after phase. @param checkpoint artifact key under which it is kept how far this got */
export function learn(
  setting: TrainingSetting,
  lesson: Lesson,
  backbones: ByInput<tf.LayersModel>,
  { store, checkpoint }: { store: ArtifactStore; checkpoint: string },
  context: StepContext,
): Promise<Trained> {
  const { parts, request, dataset, truth, encoders, objective } = setting;
  const { rows, phases, features, standardisations } = lesson;
  const labelCount = dataset.labels.length;
  const embeddingSizes = Object.fromEntries(
    Object.entries(encoders).map(([input, { encoder }]) => [input, encoder.embeddingSize]),
  );
  const validationTruth = pickRows(truth, rows.validation, labelCount);
  const plan = {
    ...{ checkpoint, phases, objective, seed: request.seed },
    scope: { labelCount, embeddingSizes, standardisations, backbones },
    dataOf: async (phase: Phase) => ({
      ...{ ...rows, truth, labelCount },
      tables: await features.forTraining(phase, standardisations),
    }),
    score: (scores: Float32Array) =>
      headlineOf(parts.family.headline, { scores, truth: validationTruth, labelCount }, decisionInTraining(setting)),
  };
  return train(plan, store, context);
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

function decisionInTraining({ parts, heads, dataset }: TrainingSetting): Decision {
  if (parts.family.task === 'multi-class') return { kind: 'most-probable', heads };
  return { kind: 'thresholds', thresholds: dataset.labels.map(() => EVEN) };
}

function headlineOf(metric: Metric, examples: ScoredExamples, decision: Decision): number {
  return metricsOf(examples, decision, [metric])(everyExampleOnce(examples))[metric] ?? 0;
}
