import * as tf from '@tensorflow/tfjs';
import type { PlattScaling } from './evaluation/calibration.js';
import type { Standardisation } from './features/standardisation.js';

/** One way from features to labels. Several branches learn side by side and are averaged: together they beat each alone. */
export interface Branch {
  /** Distinguishes the branch's layers. */
  readonly name: string;
  /** The model's input that it reads; several branches may read one. */
  readonly input: string;
  readonly width: number;
  /** Units between features and labels; 0 makes it a logistic regression. */
  readonly hiddenUnits: number;
  /** Weight of the squared kernel entries in the loss. */
  readonly l2: number;
}

/** The branches as one model to train: inputs by name, one output of logits [n, labels] per branch. */
export function buildBranches(branches: readonly Branch[], labelCount: number, seed: number): tf.LayersModel {
  const inputs = new Map(branches.map(({ input, width }) => [input, tf.input({ shape: [width], name: input })]));
  const outputs = branches.map((branch, index) => {
    const features = inputs.get(branch.input)!;
    const hidden = branch.hiddenUnits === 0 ? features : applyHidden(branch, features, seed + 2 * index + 1);
    return tf.layers
      .dense({
        name: logitsOf(branch),
        units: labelCount,
        kernelInitializer: hidden === features ? 'zeros' : tf.initializers.glorotUniform({ seed: seed + 2 * index }),
        kernelRegularizer: tf.regularizers.l2({ l2: branch.l2 }),
      })
      .apply(hidden) as tf.SymbolicTensor;
  });
  return tf.model({ inputs: [...inputs.values()], outputs });
}

function applyHidden(branch: Branch, features: tf.SymbolicTensor, seed: number): tf.SymbolicTensor {
  return tf.layers
    .dense({
      name: hiddenOf(branch),
      units: branch.hiddenUnits,
      activation: 'relu',
      kernelInitializer: tf.initializers.heNormal({ seed }),
      kernelRegularizer: tf.regularizers.l2({ l2: branch.l2 }),
    })
    .apply(features) as tf.SymbolicTensor;
}

export interface TrainedBranches {
  readonly branches: readonly Pick<Branch, 'name' | 'input'>[];
  readonly trained: tf.LayersModel;
  /** By input: what was subtracted and divided while training, to be done by the weights from now on. */
  readonly standardisations: Readonly<Record<string, Standardisation>>;
  readonly activation: 'sigmoid' | 'softmax';
  readonly calibration?: PlattScaling | undefined;
}

/** The trained branches as a model for serving: raw features in, the mean of the branches' probabilities out. */
export function serveBranches(served: TrainedBranches & { readonly embedding?: string }): tf.LayersModel {
  const { branches, trained, embedding } = served;
  const inputs = new Map(
    // by the layer's name: a tensor's own is counted up (image_1) when another model in this process has one like it
    trained.inputNames.map((name, index) => {
      return [name, tf.input({ shape: trained.inputs[index]!.shape.slice(1), name })] as const;
    }),
  );
  const answers = branches.map((branch) => applyTrained(branch, inputs.get(branch.input)!, served));
  const outputs = [meanOf(answers), ...(embedding === undefined ? [] : [inputs.get(embedding)!])];
  return tf.model({ inputs: [...inputs.values()], outputs });
}

export function meanOf(answers: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  if (answers.length === 1) return answers[0]!;
  return tf.layers.average({ name: 'probabilities' }).apply([...answers]) as tf.SymbolicTensor;
}

/** The branch's layers again, with its weights, so that they take raw features. */
export function applyTrained(
  branch: Pick<Branch, 'name' | 'input'>,
  features: tf.SymbolicTensor,
  {
    trained,
    standardisations,
    activation,
    calibration,
  }: Omit<TrainedBranches, 'branches' | 'activation'> & {
    readonly activation: TrainedBranches['activation'] | 'linear';
  },
): tf.SymbolicTensor {
  const known = new Set(trained.layers.map(({ name }) => name));
  const names = [hiddenOf(branch), logitsOf(branch)].filter((name) => known.has(name));
  return names.reduce((value, name, index) => {
    const isFirst = index === 0;
    const isLast = index === names.length - 1;
    const weights = trained.getLayer(name).getWeights() as DenseWeights;
    const layer = tf.layers.dense({ name, units: weights[1].size, activation: isLast ? activation : 'relu' });
    const output = layer.apply(value) as tf.SymbolicTensor;
    tf.tidy(() => {
      const standardisation = isFirst ? standardisations[branch.input] : undefined;
      const raw = standardisation ? foldStandardisation(weights, standardisation) : weights;
      layer.setWeights(isLast && calibration ? foldCalibration(raw, calibration) : raw);
    });
    return output;
  }, features);
}

type DenseWeights = [kernel: tf.Tensor2D, bias: tf.Tensor1D];

/** Weights that do to raw features what these did to standardised ones. */
function foldStandardisation([kernel, bias]: DenseWeights, { mean, deviation }: Standardisation): DenseWeights {
  const scaled = kernel.div<tf.Tensor2D>(tf.tensor2d(deviation, [deviation.length, 1]));
  const shift = tf.tensor2d(mean, [1, mean.length]).matMul(scaled).reshape<tf.Tensor1D>([-1]);
  return [scaled, bias.sub(shift)];
}

function foldCalibration([kernel, bias]: DenseWeights, { slope, intercept }: PlattScaling): DenseWeights {
  return [kernel.mul(slope), bias.mul<tf.Tensor1D>(slope).add(intercept)];
}

function hiddenOf({ name }: Pick<Branch, 'name'>): string {
  return `${name}_hidden`;
}

function logitsOf({ name }: Pick<Branch, 'name'>): string {
  return `${name}_logits`;
}
