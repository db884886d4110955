import type * as tf from '@tensorflow/tfjs';
import { withCentring } from './centring.js';
import { checkpointKey } from './checkpoint.js';
import { lastCheckpoint } from './checkpoints.js';
import type { FamilyParts } from './family-parts.js';
import { judgeCandidate } from './judge-candidate.js';
import { crossValidate } from './cross-validate.js';
import { learn, prepareLesson } from './lesson.js';
import { openBackbones } from './open-backbones.js';
import { recordCandidate } from './record-candidate.js';
import type { Candidate, CandidateRequest, StepContext } from './retraining-steps.js';
import { putOnto, serveTrained } from './serve-trained.js';
import { judgeBoxes } from './tasks/boxes/judge-boxes.js';
import { disposeModels } from './weights.js';
import { startTensorflow } from './tensorflow.js';
import type { TrainingPorts } from './training-ports.js';
import { prepareSetting } from './training-setting.js';

/** From a prepared dataset to a candidate's files: extract features, train, judge, record. */
export async function trainCandidate(
  parts: FamilyParts,
  request: CandidateRequest,
  ports: TrainingPorts,
  context: StepContext,
): Promise<Candidate> {
  await startTensorflow();
  const setting = await prepareSetting(parts, request, ports);
  const lesson = await prepareLesson(setting, setting.rows, context);
  const models: tf.LayersModel[] = [];
  try {
    const backbones = await openBackbones(setting, models);
    const checkpoints = lastCheckpoint(ports.store, checkpointKey(request.family, request.version));
    const trained = await learn(setting, lesson, backbones, checkpoints, context);
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
