import type * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../platform/errors.js';
import { withCentring } from './centring.js';
import { checkpointKey } from './checkpoint.js';
import type { FamilyParts } from './family-parts.js';
import { judgeCandidate } from './judge-candidate.js';
import { crossValidate } from './cross-validate.js';
import { learn, prepareLesson } from './lesson.js';
import type { ByInput, Phase } from './network.js';
import { recordCandidate } from './record-candidate.js';
import type { Candidate, CandidateRequest, StepContext } from './retraining-steps.js';
import { putOnto, serveTrained } from './serve-trained.js';
import { judgeBoxes } from './tasks/boxes/judge-boxes.js';
import { disposeModels } from './weights.js';
import { startTensorflow } from './tensorflow.js';
import type { TensorflowBackend } from './tensorflow.js';
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
  const setting = await prepareSetting(parts, request, ports);
  const lesson = await prepareLesson(setting, setting.rows, context);
  refuseUntrainable(lesson.phases, tensorflow);
  const models: tf.LayersModel[] = [];
  try {
    const backbones = await openBackbones(setting, models);
    const checkpoint = checkpointKey(request.family, request.version);
    const trained = await learn(setting, lesson, backbones, { store: ports.store, checkpoint }, context);
    models.push(trained.model);
    const head = await serveTrained(setting, lesson, trained, context);
    models.push(head);
    const folds = parts.network.folds?.(setting.hyperparameters) ?? 0;
    const unseen = folds > 0 ? await crossValidate(setting, folds, backbones, ports.store, context) : undefined;
    const grids = parts.network.grids?.(setting.hyperparameters);
    const judged = grids
      ? await judgeBoxes(setting, lesson, head, grids, context)
      : await judgeCandidate(setting, lesson, head, { folds, unseen }, context);
    const centred = judged.embeddingMean ? withCentring(head, judged.embeddingMean) : head;
    models.push(centred);
    const model = putOnto(backbones, lesson.phases.at(-1)!, centred);
    models.push(model);
    await recordCandidate(setting, lesson, { ...judged, model, curve: trained.curve }, ports);
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
  if (trainsConvolutions || sources.every(({ kind }) => kind !== 'activation' && kind !== 'tap')) return;
  if (sources.some(({ kind }) => kind === 'tap')) {
    const message = `A detector's convolutions cannot be trained with ${description}: it needs native TensorFlow`;
    throw new PlatformError('NATIVE_TENSORFLOW_NEEDED', 422, message);
  }
  const message = `The image backbone's own layers cannot be trained with ${description}; set unfrozenBlocks to 0`;
  throw new PlatformError('BACKBONE_NOT_TRAINABLE', 400, message, 'hyperparameters');
}
