import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs';
import type { FeatureTable } from './features/feature-table.js';
import type { Objective } from './objective.js';
import type { Task } from './tasks/task.js';

/** By the name of the model's input: a table with a row for every example. */
export type Tables = Readonly<Record<string, FeatureTable>>;

const PREDICTION_BATCH = 256;

/** What a model in training says of these rows, as its task reads it: [rows, …]. */
export async function predictAnswers(
  model: tf.LayersModel,
  task: Pick<Task, 'answers'>,
  tables: Tables,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<Float32Array> {
  return (await predictRows(model, tables, rows, signal, (outputs) => [task.answers(outputs)]))[0]!;
}

/** The same for labels: probabilities [rows, labels]. */
export function predictProbabilities(
  model: tf.LayersModel,
  objective: Objective,
  tables: Tables,
  rows: readonly number[],
  signal: AbortSignal,
): Promise<Float32Array> {
  return predictAnswers(model, { answers: (outputs) => objective.probabilities(outputs) }, tables, rows, signal);
}

/** What the model says of these rows: one float32 [rows, …] per output, in batches and without blocking for long. */
export async function predictRows(
  model: tf.LayersModel,
  tables: Tables,
  rows: readonly number[],
  signal: AbortSignal,
  after: (outputs: tf.Tensor[]) => tf.Tensor[] = (outputs) => outputs,
): Promise<Float32Array[]> {
  const parts: Float32Array[][] = [];
  for (let start = 0; start < rows.length; start += PREDICTION_BATCH) {
    signal.throwIfAborted();
    const batch = rows.slice(start, start + PREDICTION_BATCH);
    const outputs = tf.tidy(() =>
      after(outputsOf(model.apply(inputTensors(model, tables, batch)) as tf.Tensor | tf.Tensor[])),
    );
    parts.push((await Promise.all(outputs.map((output) => output.data()))) as Float32Array[]);
    tf.dispose(outputs);
    await eventLoopTurn();
  }
  return (parts[0] ?? []).map((_, output) => joined(parts.map((part) => part[output]!)));
}

export function inputTensors(model: tf.LayersModel, tables: Tables, rows: readonly number[]): tf.Tensor[] {
  return model.inputNames.map((name) => {
    const table = tables[name];
    if (!table) throw new Error(`The model asks for ${name}, which no feature source gives`);
    return tf.tensor(table.gather(rows), [rows.length, ...table.shape]);
  });
}

export function outputsOf(outputs: tf.Tensor | tf.Tensor[]): tf.Tensor[] {
  return Array.isArray(outputs) ? outputs : [outputs];
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
