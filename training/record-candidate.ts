import type * as tf from '@tensorflow/tfjs';
import { jsonBytes } from '../platform/json-bytes.js';
import { CandidateAnswers } from './candidate-answers.js';
import type { AnswerName } from './candidate-answers.js';
import type { Epoch } from './checkpoint.js';
import type { JudgedCandidate } from './judge-candidate.js';
import type { Lesson } from './lesson.js';
import { modelCard } from './model-card.js';
import { encodeModel } from './model-files.js';
import { TensorboardLog, eventFileName } from './tensorboard.js';
import type { TrainingPorts } from './training-ports.js';
import type { TrainingSetting } from './training-setting.js';
import { weightsOf } from './weights.js';
import type { Weight } from './weights.js';

export interface CandidateRecord extends JudgedCandidate {
  readonly model: tf.LayersModel;
  readonly curve: readonly Epoch[];
}

/** Writes everything that training alone knows: the version's files, and what later steps of the run need. */
export async function recordCandidate(
  setting: TrainingSetting,
  { vocabulary }: Lesson,
  record: CandidateRecord,
  { registry, store }: TrainingPorts,
): Promise<void> {
  const { parts, request } = setting;
  const files = {
    ...(await encodeModel(record.model)),
    'vocabulary.json': jsonBytes(parts.family.vocabulary.parse({ labels: record.labels, ...vocabulary })),
    'scorecard.json': jsonBytes(record.scorecard),
    'model-card.md': new TextEncoder().encode(describeCandidate(setting, record)),
    ...eventFile(setting, record, await weightsOf(record.model)),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await registry.writeFile(request.family, request.version, name, bytes);
  }
  const answers = new CandidateAnswers(store);
  for (const [name, values] of Object.entries(record.answers)) await answers.write(request, name as AnswerName, values);
}

function describeCandidate(
  { parts: { family }, encoders, hyperparameters, request }: TrainingSetting,
  { scorecard }: CandidateRecord,
): string {
  const backbones = Object.values(encoders).map(({ encoder }) => encoder.reference);
  return modelCard({ family, scorecard, backbones, hyperparameters, dataset: request.dataset });
}

/** Curves and final weights as TensorBoard reads them, under a name that a repeated step writes again. */
function eventFile(
  { request, hyperparameters }: TrainingSetting,
  { curve, scorecard }: CandidateRecord,
  weights: readonly Weight[],
) {
  const startedAt = startOf(request.version);
  const log = new TensorboardLog(startedAt);
  log.table({ at: startedAt, step: 0 }, 'hyperparameters', hyperparameters);
  curve.forEach(({ loss, validationLoss, validationScore, endedAt }, index) => {
    const moment = { at: new Date(endedAt), step: index + 1 };
    log.scalar(moment, 'loss/train', loss);
    log.scalar(moment, 'loss/validation', validationLoss);
    log.scalar(moment, `${scorecard.headline}/validation`, validationScore);
  });
  const end = { at: new Date(curve.at(-1)?.endedAt ?? startedAt), step: curve.length };
  for (const { name, values } of weights) log.histogram(end, `weights/${name}`, Float32Array.from(values));
  return { [eventFileName(startedAt)]: log.toBytes() };
}

/** A version's name begins with its start: 20261121T074500Z. */
function startOf(version: string): Date {
  return new Date(version.slice(0, 16).replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'));
}
