import type * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../platform/errors.js';
import type { Metric } from '../platform/scorecard.js';
import { withCentring } from './centring.js';
import { metricsOf } from './evaluation/metrics.js';
import type { Decision } from './evaluation/decision.js';
import { everyExampleOnce } from './evaluation/scored-examples.js';
import type { ScoredExamples } from './evaluation/scored-examples.js';
import type { FamilyParts } from './family-parts.js';
import { judgeCandidate } from './judge-candidate.js';
import { pickRows } from './matrix.js';
import type { BuildScope, ByInput, Phase } from './network.js';
import { recordCandidate } from './record-candidate.js';
import type { Candidate, CandidateRequest, StepContext } from './retraining-steps.js';
import { putOnto, serveTrained } from './serve-trained.js';
import { disposeModels } from './weights.js';
import { startTensorflow } from './tensorflow.js';
import type { TensorflowBackend } from './tensorflow.js';
import { train } from './trainer.js';
import type { Trained } from './trainer.js';
import type { TrainingPorts } from './training-ports.js';
import { prepareSetting } from './training-setting.js';
import type { TrainingSetting } from './training-setting.js';

/** From a prepared dataset to a candidate's files: extract features, train, judge, record. */
export async function trainCandidate(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
  context: StepContext,
): Promise<Candidate> {
  const tensorflow = await startTensorflow();
  const setting = await prepareSetting(parts, request, ports, context);
  refuseUntrainable(setting.phases, tensorflow);
  const models: tf.LayersModel[] = [];
  try {
    const backbones = await openBackbones(setting, models);
    const standardisations = setting.features.standardisations(setting.rows.train);
    const trained = await trainPhases(setting, { backbones, standardisations }, ports, context);
    models.push(trained.model);
    const head = await serveTrained(setting, trained, standardisations, context);
    models.push(head);
    const judged = await judgeCandidate(setting, head, ports, context);
    const centred = judged.embeddingMean ? withCentring(head, judged.embeddingMean) : head;
    models.push(centred);
    const model = putOnto(backbones, setting.phases.at(-1)!, centred);
    models.push(model);
    await recordCandidate(setting, { ...judged, model, curve: trained.curve }, ports);
    const { headline, validation, test } = judged.scorecard;
    return {
      metric: headline,
      validation: validation.metrics[headline]!,
      test: test.metrics[headline]!,
      baseline: validation.baseline[headline]!,
      backbones: Object.values(setting.encoders).map(({ encoder }) => encoder.reference),
      hyperparameters: setting.hyperparameters,
    };
  } finally {
    disposeModels(models);
  }
}

/** Those of the image encoders, by the input that each feeds; also added to `models`, which the caller disposes. */
async function openBackbones(
  { encoders }: TrainingSetting,
  models: tf.LayersModel[],
): Promise<ByInput<tf.LayersModel>> {
  const backbones: Record<string, tf.LayersModel> = {};
  for (const [input, { encoder }] of Object.entries(encoders)) {
    const model = await encoder.model();
    if (!model) continue;
    models.push(model);
    backbones[input] = model;
  }
  return backbones;
}

function refuseUntrainable(phases: readonly Phase[], { trainsConvolutions, description }: TensorflowBackend): void {
  const sources = phases.flatMap(({ features }) => Object.values(features));
  if (trainsConvolutions || sources.every(({ kind }) => kind !== 'activation')) return;
  const message = `The image backbone's own layers cannot be trained with ${description}; set unfrozenBlocks to 0`;
  throw new PlatformError('BACKBONE_NOT_TRAINABLE', 400, message, 'hyperparameters');
}

function trainPhases(
  setting: TrainingSetting,
  { backbones, standardisations }: Pick<BuildScope, 'backbones' | 'standardisations'>,
  { store }: TrainingPorts,
  context: StepContext,
): Promise<Trained> {
  const { parts, request, dataset, truth, rows, phases, encoders, features, objective } = setting;
  const labelCount = dataset.labels.length;
  const embeddingSizes = Object.fromEntries(
    Object.entries(encoders).map(([input, { encoder }]) => [input, encoder.embeddingSize]),
  );
  const validationTruth = pickRows(truth, rows.validation, labelCount);
  const plan = {
    ...{ request, phases, objective },
    scope: { labelCount, embeddingSizes, standardisations, backbones },
    dataOf: async (phase: Phase) => ({
      ...{ truth, labelCount, train: rows.train, validation: rows.validation },
      tables: await features.forTraining(phase, standardisations),
    }),
    score: (scores: Float32Array) =>
      headlineOf(parts.family.headline, { scores, truth: validationTruth, labelCount }, decisionInTraining(setting)),
  };
  return train(plan, store, context);
}

const EVEN = 0.5; // while training; thresholds are chosen once, at the end

function decisionInTraining({ parts, heads, dataset }: TrainingSetting): Decision {
  if (parts.family.task === 'multi-class') return { kind: 'most-probable', heads };
  return { kind: 'thresholds', thresholds: dataset.labels.map(() => EVEN) };
}

function headlineOf(metric: Metric, examples: ScoredExamples, decision: Decision): number {
  return metricsOf(examples, decision, [metric])(everyExampleOnce(examples))[metric] ?? 0;
}
