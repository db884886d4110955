import * as tf from '@tensorflow/tfjs';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { buildMobileNetV2 } from '../../training/backbones/mobile-net-v2.js';
import { lastCheckpoint } from '../../training/checkpoints.js';
import { DenseTable } from '../../training/features/feature-table.js';
import { objectiveOf } from '../../training/objective.js';
import { Random } from '../../training/random.js';
import { samplesOf } from '../../training/samples.js';
import { labelsTask } from '../../training/tasks/labels-task.js';
import { train } from '../../training/trainer.js';
import { hyperparameters } from './hyperparameters.js';
import { network } from './network.js';

const EXAMPLES = 40;
const WIDTH = 1280;

it('trains a dense head also without native TensorFlow', async () => {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  const settings = hyperparameters.parse({
    backbone: 'mobilenet-v2-0.35',
    epochs: 40,
    patience: 40,
    learningRate: 0.01,
  });
  const random = new Random(1);
  const truth = Uint8Array.from({ length: EXAMPLES * 2 }, (_, at) => Number((at >> 1) % 2 === at % 2));
  const values = Float32Array.from(
    { length: EXAMPLES * WIDTH },
    (_, at) => random.fraction() + (Math.floor(at / WIDTH) % 2),
  );
  const rows = [...Array(EXAMPLES).keys()];
  const data = { train: rows.slice(0, 30), validation: rows.slice(30) };
  const heads = [{ columns: [0, 1] }];
  const backbone = buildMobileNetV2(0.35);
  const plan = {
    ...{
      seed: 1,
      phases: network.phases(settings, { canvas: 320 }),
      checkpoints: lastCheckpoint(new MemoryArtifactStore(), 'c'),
    },
    task: labelsTask({
      ...{ truth, labelCount: 2, validation: data.validation, objective: objectiveOf('multi-class', heads) },
      samples: samplesOf(EXAMPLES, [], []),
      score: (scores) => scores.filter((score, at) => score >= 0.5 === (truth[60 + at] === 1)).length / scores.length,
    }),
    scope: { labelCount: 2, heads, embeddingSizes: {}, standardisations: {}, backbones: { image: backbone } },
    dataOf: () => Promise.resolve({ ...data, tables: { features: new DenseTable(values, [WIDTH]) } }),
  };
  const { curve } = await train(plan, { report: () => undefined, signal: new AbortController().signal });
  expect(tf.getBackend()).toBe('wasm');
  expect(curve.at(-1)!.loss).toBeLessThan(curve[0]!.loss);
  expect(curve.at(-1)!.validationScore).toBe(1);
}, 120_000);
