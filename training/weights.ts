import * as tf from '@tensorflow/tfjs';

/** The values of one weight or optimizer slot, off the backend. */
export interface Weight {
  readonly name: string;
  readonly shape: number[];
  readonly values: Float32Array | Int32Array;
}

export function weightsOf(model: tf.LayersModel): Promise<Weight[]> {
  return Promise.all(model.getWeights().map((tensor, index) => read(model.weights[index]!.originalName, tensor)));
}

export function restoreWeights(model: tf.LayersModel, weights: readonly Weight[]): void {
  tf.tidy(() => model.setWeights(weights.map(toTensor)));
}

/** What the optimizer remembers between batches: its step count and, per weight, its averages. */
export async function optimizerWeightsOf(optimizer: tf.Optimizer): Promise<Weight[]> {
  const [steps, ...slots] = await optimizer.getWeights(); // the step count is a copy, the rest are the variables themselves
  try {
    return await Promise.all([steps!, ...slots].map(({ name, tensor }) => read(name, tensor)));
  } finally {
    steps!.tensor.dispose();
  }
}

export async function restoreOptimizer(optimizer: tf.Optimizer, weights: readonly Weight[]): Promise<void> {
  const named = weights.map((weight) => ({ name: weight.name, tensor: toTensor(weight) }));
  try {
    await optimizer.setWeights(named);
  } finally {
    tf.dispose(named.map(({ tensor }) => tensor));
  }
}

/** Models may share layers: what one has disposed of, another need not. */
export function disposeModels(models: readonly tf.LayersModel[]): void {
  tf.dispose([...new Set(models.flatMap((model) => model.weights.map((weight) => weight.read())))]);
}

async function read(name: string, tensor: tf.Tensor): Promise<Weight> {
  const values = (await tensor.data()) as Float32Array | Int32Array;
  return { name, shape: tensor.shape, values: values.slice() }; // a backend may hand out its own memory
}

function toTensor({ shape, values }: Weight): tf.Tensor {
  return tf.tensor(values, shape, values instanceof Int32Array ? 'int32' : 'float32');
}
