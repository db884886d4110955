import type * as tf from '@tensorflow/tfjs';
import type { Epoch } from './checkpoint.js';
import type { Checkpoints } from './checkpoints.js';
import type { BuildScope, Phase } from './network.js';
import type { StepContext } from './retraining-steps.js';
import type { Task } from './tasks/task.js';
import { trainPhase } from './train-phase.js';
import type { TrainingData } from './train-phase.js';
import { TrainingProgress } from './training-progress.js';
import { disposeModels } from './weights.js';

export interface TrainingPlan {
  /** Where it is kept how far training got. */
  readonly checkpoints: Checkpoints;
  readonly seed: number;
  readonly phases: readonly Phase[];
  readonly scope: Omit<BuildScope, 'previous' | 'seed'>;
  readonly task: Task;
  /** What a phase learns from. */
  dataOf(phase: Phase): Promise<TrainingData>;
}

export interface Trained {
  /** The last phase's model with the weights of its best epoch. */
  readonly model: tf.LayersModel;
  readonly data: TrainingData;
  readonly curve: readonly Epoch[];
}

/**
 * Runs the phases one after the other and keeps a checkpoint after every epoch; goes on from the version's checkpoint
 * when there is one, and ends with the weights that an uninterrupted run ends with.
 */
export async function train(plan: TrainingPlan, context: StepContext): Promise<Trained> {
  const { phases, scope, checkpoints, seed, task } = plan;
  const resumed = await checkpoints.load();
  const progress = new TrainingProgress(phases, context);
  let curve = resumed?.curve ?? [];
  const models: tf.LayersModel[] = [];
  let data: TrainingData | undefined;
  try {
    for (const [index, phase] of phases.entries()) {
      const model = phase.build({ ...scope, previous: models.at(-1), seed });
      models.pop()?.dispose();
      models.push(model);
      data = await plan.dataOf(phase);
      if (resumed && index < resumed.phase) continue; // what it learned is in the weights of the phase that followed
      const earlier = curve.filter((epoch) => phases.findIndex(({ name }) => name === epoch.phase) < index);
      await trainPhase({
        ...{ phase, model, data, task },
        seed,
        resumed: resumed?.phase === index ? { ...resumed, epochs: resumed.curve.slice(earlier.length) } : undefined,
        signal: context.signal,
        onBatch: (epoch, share) => progress.batch(earlier.length + epoch, phase, share),
        onEpoch: async ({ epochs, ...weights }) => {
          curve = [...earlier, ...epochs];
          progress.epoch(curve, await checkpoints.save({ ...weights, curve, phase: index }));
        },
      });
    }
  } catch (error) {
    disposeModels(models);
    throw error;
  }
  const model = models.at(-1);
  if (!model || !data) throw new Error('There is no phase to train');
  return { model, data, curve };
}
