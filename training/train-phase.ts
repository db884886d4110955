import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import { PlatformError } from '../platform/errors.js';
import type { Epoch } from './checkpoint.js';
import type { Phase } from './network.js';
import { inputTensors, outputsOf, predictAnswers } from './predict.js';
import type { Tables } from './predict.js';
import { Random } from './random.js';
import type { Task } from './tasks/task.js';
import { optimizerWeightsOf, restoreOptimizer, restoreWeights, weightsOf } from './weights.js';
import type { Weight } from './weights.js';

/** What a phase learns from: a table per input of its model, with a row for every example. */
export interface TrainingData {
  readonly tables: Tables;
  readonly train: readonly number[];
  readonly validation: readonly number[];
}

/** Where a phase stands after an epoch. */
export interface PhaseState {
  /** The phase's own epochs so far. */
  readonly epochs: readonly Epoch[];
  readonly weights: readonly Weight[];
  readonly optimizer: readonly Weight[];
  readonly best: readonly Weight[];
}

export interface PhaseRun {
  readonly phase: Phase;
  readonly model: tf.LayersModel;
  readonly data: TrainingData;
  readonly task: Task;
  readonly seed: number;
  /** Where an earlier attempt got to. */
  readonly resumed: PhaseState | undefined;
  readonly signal: AbortSignal;
  onBatch(epoch: number, share: number): void;
  /** Has to have kept the state when it resolves: what comes after may be lost. */
  onEpoch(state: PhaseState): Promise<void>;
}

/** Trains until the epochs are used up or validation stops improving; the model then has the weights of the best epoch. */
export async function trainPhase(run: PhaseRun): Promise<void> {
  const { phase, model } = run;
  let state = run.resumed;
  if (state) restoreWeights(model, state.weights);
  while (!isOver(phase, state?.epochs ?? [])) {
    state = await withOptimizer(phase, state, (optimizer) => trainEpoch(run, optimizer, state));
    await run.onEpoch(state);
  }
  restoreWeights(model, state!.best);
}

/**
 * Every epoch gets an optimizer of its own, restored as a resumed run restores it: restored, Adam raises its decay
 * rates to the power of the step, where one that runs on multiplies step by step and rounds differently.
 */
async function withOptimizer<T>(
  phase: Phase,
  state: PhaseState | undefined,
  use: (optimizer: tf.Optimizer) => Promise<T>,
): Promise<T> {
  const optimizer = tf.train.adam(phase.learningRate);
  try {
    if (state) await restoreOptimizer(optimizer, state.optimizer);
    return await use(optimizer);
  } finally {
    optimizer.dispose();
  }
}

export function isOver({ epochs, patience }: Phase, done: readonly Epoch[]): boolean {
  return done.length >= epochs || done.length - bestOf(done) > patience;
}

/**
 * Number of the best epoch, counted from 1; 0 before the first. Of equal scores, which few validation examples often give,
 * the one with the lowest loss; of those that are alike in both the earliest.
 */
function bestOf(epochs: readonly Epoch[]): number {
  const isBetter = (one: Epoch, other: Epoch) =>
    one.validationScore === other.validationScore
      ? one.validationLoss < other.validationLoss
      : one.validationScore > other.validationScore;
  return (
    epochs.reduce<Epoch | undefined>((best, epoch) => (best && !isBetter(epoch, best) ? best : epoch), undefined)
      ?.epoch ?? 0
  );
}

async function trainEpoch(run: PhaseRun, optimizer: tf.Optimizer, before: PhaseState | undefined): Promise<PhaseState> {
  const { phase, model, data } = run;
  const number = (before?.epochs.length ?? 0) + 1;
  // the order follows from seed and epoch alone, so a resumed run shuffles as the interrupted one would have
  const order = new Random(run.seed * 1009 + number).permutation(data.train.length);
  let lossSum = 0;
  for (let start = 0; start < order.length; start += phase.batchSize) {
    run.signal.throwIfAborted();
    const rows = Array.from(order.subarray(start, start + phase.batchSize), (index) => data.train[index]!);
    lossSum += rows.length * (await trainBatch(run, optimizer, rows));
    run.onBatch(number, (start + rows.length) / order.length);
    await eventLoopTurn(); // heartbeats and cancellation have to get through
  }
  const answers = await predictAnswers(model, run.task, data.tables, data.validation, run.signal);
  if (!Number.isFinite(lossSum) || answers.some(Number.isNaN)) throw diverged(phase, number);
  const validation = run.task.validate(answers);
  const weights = await weightsOf(model);
  const epoch: Epoch = {
    epoch: number,
    phase: phase.name,
    loss: lossSum / order.length,
    validationLoss: validation.loss,
    validationScore: validation.score,
    endedAt: new Date().toISOString(),
  };
  const epochs = [...(before?.epochs ?? []), epoch];
  const best = bestOf(epochs) === number || !before ? weights : before.best;
  return { epochs, weights, optimizer: await optimizerWeightsOf(optimizer), best };
}

function diverged({ name, learningRate }: Phase, epoch: number): PlatformError {
  const message = `Training diverged in epoch ${epoch} of ${name}: the loss is no number. A learning rate below ${learningRate} may help`;
  return new PlatformError('TRAINING_DIVERGED', 422, message, 'hyperparameters');
}

/** One step of the optimizer. @returns the task's loss, without regularisation */
async function trainBatch(
  { model, data, task }: PhaseRun,
  optimizer: tf.Optimizer,
  rows: readonly number[],
): Promise<number> {
  const loss = tf.tidy(() => {
    const inputs = inputTensors(model, data.tables, rows);
    const truth = task.truthOf(rows);
    const weights = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    let reported: tf.Scalar | undefined;
    optimizer.minimize(
      () => {
        const outputs = outputsOf(model.apply(inputs, { training: true }) as tf.Tensor | tf.Tensor[]);
        const loss = task.loss(truth, outputs);
        reported = tf.keep(loss.reported);
        return tf.addN([loss.minimised, ...model.calculateLosses()]).asScalar();
      },
      false,
      weights,
    );
    return reported!;
  });
  try {
    return (await loss.data())[0]!;
  } finally {
    loss.dispose();
  }
}
