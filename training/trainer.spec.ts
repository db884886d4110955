import * as tf from '@tensorflow/tfjs';
import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { buildBranches } from './branches.js';
import { DenseTable } from './features/feature-table.js';
import type { Phase } from './network.js';
import { Random } from './random.js';
import type { StepContext } from './retraining-steps.js';
import { samplesOf } from './samples.js';
import { startTensorflow } from './tensorflow.js';
import { objectiveOf } from './objective.js';
import { labelsTask } from './tasks/labels-task.js';
import { lastCheckpoint } from './checkpoints.js';
import { train } from './trainer.js';
import type { TrainingPlan } from './trainer.js';
import { weightsOf } from './weights.js';

const EXAMPLES = 200;
const WIDTH = 6;

type Work = Omit<TrainingPlan, 'checkpoints'>;
const keptIn = (store: MemoryArtifactStore, work: Work): TrainingPlan => ({
  ...work,
  checkpoints: lastCheckpoint(store, 'checkpoints/tiny/latest'),
});

beforeAll(startTensorflow);

/** Two labels that follow from the features, with a hidden layer and an output to learn them. */
function plan(settings: Partial<Phase> = {}, phases = ['head']): Work {
  const random = new Random(7);
  const values = Float32Array.from({ length: EXAMPLES * WIDTH }, () => random.fraction() * 2 - 1);
  const truth = Uint8Array.from({ length: EXAMPLES * 2 }, (_, index) =>
    values[(index >> 1) * WIDTH + (index % 2)]! > 0.1 ? 1 : 0,
  );
  const phase = (name: string): Phase => ({
    ...{ name, epochs: 6, patience: 6, batchSize: 32, learningRate: 0.01 },
    features: { x: { kind: 'embedding' } },
    build: ({ labelCount, previous, seed }) => {
      const branch = { name, inputs: ['x'], hiddenUnits: 8, l2: 0.001 };
      const model = buildBranches([branch], { x: [WIDTH] }, labelCount, seed);
      if (previous) model.setWeights(previous.getWeights());
      return model;
    },
    ...settings,
  });
  const rows = [...Array(EXAMPLES).keys()];
  const data = { train: rows.slice(0, 150), validation: rows.slice(150) };
  return {
    seed: 3,
    phases: phases.map(phase),
    task: labelsTask({
      ...{ truth, labelCount: 2, validation: data.validation, objective: objectiveOf('multi-label', []) },
      samples: samplesOf(EXAMPLES, [], []),
      score: (scores) => scores.filter((score, i) => score >= 0.5 === (truth[300 + i] === 1)).length / scores.length,
    }),
    scope: {
      ...{ labelCount: 2, heads: [], embeddingSizes: { x: WIDTH }, backbones: {} },
      standardisations: { x: { mean: new Float32Array(WIDTH), deviation: new Float32Array(WIDTH).fill(1) } },
    },
    dataOf: () => Promise.resolve({ ...data, tables: { x: new DenseTable(values, [WIDTH]) } }),
  };
}

function judgedBy(work: Work, score: () => number): Work {
  return { ...work, task: { ...work.task, validate: () => ({ loss: 1, score: score() }) } };
}

const quiet: StepContext = { report: () => undefined, signal: new AbortController().signal };

async function weightsAfter(work: Work, store = new MemoryArtifactStore(), context = quiet) {
  const { model, curve } = await train(keptIn(store, work), context);
  const weights = await weightsOf(model);
  model.dispose();
  return { values: weights.flatMap(({ values }) => [...values]), curve };
}

/** Trains until the epoch is reported and stops there, as a worker that is told to. */
async function interruptAfter(epoch: number, work: Work, store: MemoryArtifactStore): Promise<void> {
  const abort = new AbortController();
  const report: StepContext['report'] = (progress) => {
    if (progress.epoch?.epoch === epoch) abort.abort(new Error('stopped'));
  };
  await expect(train(keptIn(store, work), { report, signal: abort.signal })).rejects.toThrow('stopped');
}

function largestDifference(some: readonly number[], others: readonly number[]): number {
  expect(some).toHaveLength(others.length);
  return Math.max(...some.map((value, index) => Math.abs(value - others[index]!)));
}

it('learns what the features say', async () => {
  const { curve } = await weightsAfter(plan({ epochs: 25, patience: 25 }));
  expect(curve.at(-1)!.validationScore).toBeGreaterThan(0.9);
  expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss);
});

it.each([1, 3, 5])('ends with the same weights when it is stopped after epoch %d and goes on', async (epoch) => {
  const store = new MemoryArtifactStore();
  await interruptAfter(epoch, plan(), store);
  const resumed = await weightsAfter(plan(), store);
  const uninterrupted = await weightsAfter(plan());
  expect(resumed.values).toEqual(uninterrupted.values);
  expect(resumed.curve).toHaveLength(uninterrupted.curve.length);
});

it.each([4, 6, 8])('does so over two phases, when stopped after epoch %d', async (epoch) => {
  const store = new MemoryArtifactStore();
  await interruptAfter(epoch, plan({}, ['head', 'fine-tuning']), store);
  const resumed = await weightsAfter(plan({}, ['head', 'fine-tuning']), store);
  const uninterrupted = await weightsAfter(plan({}, ['head', 'fine-tuning']));
  expect(resumed.values).toEqual(uninterrupted.values);
  expect(resumed.curve.map(({ phase }) => phase)).toEqual(uninterrupted.curve.map(({ phase }) => phase));
});

it('trains nothing anew when it was finished already', async () => {
  const store = new MemoryArtifactStore();
  const first = await weightsAfter(plan(), store);
  const reports: unknown[] = [];
  const again = await weightsAfter(plan(), store, { ...quiet, report: (progress) => reports.push(progress) });
  expect(reports).toEqual([]);
  expect(again.values).toEqual(first.values);
});

it('stops when validation has not improved for so many epochs, and keeps the best', async () => {
  let epoch = 0;
  const scores = [0.5, 0.7, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6];
  const { curve } = await weightsAfter(judgedBy(plan({ epochs: 8, patience: 3 }), () => scores[epoch++]!));
  expect(curve).toHaveLength(6);

  const store = new MemoryArtifactStore();
  await interruptAfter(2, plan(), store);
  const best = await weightsAfter(plan({ epochs: 2 }), store);
  epoch = 0;
  const stopped = await weightsAfter(judgedBy(plan({ epochs: 8, patience: 3 }), () => scores[epoch++]!));
  expect(largestDifference(best.values, stopped.values)).toBeLessThan(1e-6);
});

it('keeps each checkpoint before it speaks of the epoch', async () => {
  const store = new MemoryArtifactStore();
  const seen: (number | undefined)[] = [];
  const report: StepContext['report'] = ({ epoch }) => {
    if (epoch) void store.head(epoch.checkpoint).then((artifact) => seen.push(artifact?.size));
  };
  await weightsAfter(plan({ epochs: 2 }), store, { ...quiet, report });
  expect(seen).toEqual([expect.any(Number), expect.any(Number)]);
});

it('leaves no tensor behind but the model it returns', async () => {
  await weightsAfter(plan());
  const before = tf.memory().numTensors;
  await weightsAfter(plan());
  expect(tf.memory().numTensors).toBe(before);
});

it('leaves no tensor behind when it is stopped', async () => {
  const store = new MemoryArtifactStore();
  const before = tf.memory().numTensors;
  await interruptAfter(2, plan(), store);
  expect(tf.memory().numTensors).toBe(before);
});

it('ends when the loss is no number any more, and says what to change', async () => {
  const diverging = weightsAfter(plan({ learningRate: 1e30 }));
  await expect(diverging).rejects.toMatchObject({ code: 'TRAINING_DIVERGED', status: 422, field: 'hyperparameters' });
});
