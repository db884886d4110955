import type { ExperimentStore } from '../../platform/experiments/experiment-store.js';
import type { FoldOutcome } from '../../platform/experiments/experiment.js';
import { answers, confusionMatrix } from '../evaluation/confusion.js';
import type { ScoredExamples } from '../evaluation/scored-examples.js';
import { decisionInTraining } from '../lesson.js';
import { TensorboardLog, eventFileName } from '../tensorboard.js';
import { weightsOf } from '../weights.js';
import { drawConfusion } from './draw-confusion.js';
import type { FoldRequest } from './experiment-steps.js';
import type { LearnedFold } from './learn-fold.js';

interface Asked {
  /** What the fold was asked, and what it answered. */
  readonly asked: ScoredExamples;
  readonly outcome: FoldOutcome;
}

/** Curves, weights and settings of one training, for TensorBoard, under a name that a repeated step writes again. */
export async function writeFoldEvents(
  request: FoldRequest,
  { setting, trained }: LearnedFold,
  { asked, outcome }: Asked,
  experiments: ExperimentStore,
): Promise<void> {
  const startedAt = new Date(trained.curve[0]!.endedAt); // kept with the checkpoint: the same whoever finishes
  const { headline } = setting.parts.family;
  const log = new TensorboardLog(startedAt);
  const endedAt = new Date(trained.curve.at(-1)!.endedAt);
  const { arm, seed, fold } = request;
  log.table({ at: startedAt, step: 0 }, 'hyperparameters', setting.hyperparameters);
  log.session({ startedAt, endedAt, group: arm, hyperparameters: { arm, seed, fold, ...setting.hyperparameters } });
  trained.curve.forEach(({ loss, validationLoss, validationScore, endedAt }, index) => {
    const moment = { at: new Date(endedAt), step: index + 1 };
    log.scalar(moment, 'loss/train', loss);
    log.scalar(moment, 'loss/validation', validationLoss);
    log.scalar(moment, `${headline}/validation`, validationScore);
  });
  const end = { at: endedAt, step: trained.curve.length };
  log.scalar(end, `${headline}/fold`, outcome.score);
  for (const { name, values } of await weightsOf(trained.model)) {
    log.histogram(end, `weights/${name}`, Float32Array.from(values));
  }
  const answered = answers(asked, decisionInTraining(setting));
  for (const head of setting.heads) {
    const labels = head.columns.map((column) => setting.dataset.labels[column]!);
    const counts = confusionMatrix(answered, asked, head);
    const name = head.name === undefined ? 'confusion' : `confusion/${head.name}`;
    log.image(end, name, await drawConfusion({ labels, counts }));
  }
  await experiments.writeEvents(request, eventFileName(startedAt), log.toBytes());
}
