import type * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../platform/errors.js';
import type { Metric } from '../platform/scorecard.js';
import { withCentring } from './centring.js';
import { metricsOf } from './evaluation/metrics.js';
import { everyExampleOnce } from './evaluation/scored-examples.js';
import type { FamilyParts } from './family-parts.js';
import { judgeCandidate } from './judge-candidate.js';
import { pickRows } from './matrix.js';
import type { Phase } from './network.js';
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
  const backbone = await setting.encoder.model();
  const models: tf.LayersModel[] = backbone ? [backbone] : [];
  try {
    const trained = await trainPhases(setting, backbone, ports, context);
    models.push(trained.model);
    const head = await serveTrained(setting, trained, context);
    models.push(head);
    const judged = await judgeCandidate(setting, head, ports, context);
    const centred = judged.embeddingMean ? withCentring(head, judged.embeddingMean) : head;
    models.push(centred);
    const model = backbone ? putOnto(backbone, setting.phases.at(-1)!, centred) : centred;
    models.push(model);
    await recordCandidate(setting, { ...judged, model, curve: trained.curve }, ports);
    const { headline, validation, test } = judged.scorecard;
    return {
      metric: headline,
      validation: validation.metrics[headline]!,
      test: test.metrics[headline]!,
      baseline: validation.baseline[headline]!,
      backbone: setting.encoder.reference,
      hyperparameters: setting.hyperparameters,
    };
  } finally {
    disposeModels(models);
  }
}

function refuseUntrainable(phases: readonly Phase[], { trainsConvolutions, description }: TensorflowBackend): void {
  const sources = phases.flatMap(({ features }) => Object.values(features));
  if (trainsConvolutions || sources.every(({ kind }) => kind !== 'activation')) return;
  const message = `The image backbone's own layers cannot be trained with ${description}; set unfrozenBlocks to 0`;
  throw new PlatformError('BACKBONE_NOT_TRAINABLE', 400, message, 'hyperparameters');
}

function trainPhases(
  setting: TrainingSetting,
  backbone: tf.LayersModel | undefined,
  { store }: TrainingPorts,
  context: StepContext,
): Promise<Trained> {
  const { parts, request, dataset, truth, rows, phases, encoder, features } = setting;
  const labelCount = dataset.labels.length;
  const { embeddingSize } = encoder;
  const validationTruth = pickRows(truth, rows.validation, labelCount);
  const plan = {
    ...{ request, phases },
    scope: { labelCount, embeddingSize, standardisation: features.standardisation, backbone },
    dataOf: async (phase: Phase) => ({
      ...{ truth, labelCount, train: rows.train, validation: rows.validation },
      tables: await features.forTraining(phase),
    }),
    score: (scores: Float32Array) => headlineOf(parts.family.headline, scores, validationTruth, labelCount),
  };
  return train(plan, store, context);
}

const EVEN = 0.5; // while training; thresholds are chosen once, at the end

function headlineOf(metric: Metric, scores: Float32Array, truth: Uint8Array, labelCount: number): number {
  const examples = { scores, truth, labelCount };
  const figures = metricsOf(examples, new Array<number>(labelCount).fill(EVEN), [metric]);
  return figures(everyExampleOnce(examples))[metric] ?? 0;
}
