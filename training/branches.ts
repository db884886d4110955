import * as tf from '@tensorflow/tfjs';
import type { Calibration } from './calibrate-outputs.js';
import type { PlattScaling } from './evaluation/calibration.js';
import { copyLayer } from './copy-layer.js';
import type { Standardisation } from './features/standardisation.js';

/** One way from features to labels. Several branches learn side by side and are averaged: together they beat each alone. */
export interface Branch {
  /** Distinguishes the branch's layers. */
  readonly name: string;
  /** The model's inputs that it reads, side by side; several branches may read one. */
  readonly inputs: readonly string[];
  /** One of the inputs is a sequence, which an LSTM of so many units reads in both directions. */
  readonly sequence?: { readonly input: string; readonly lstmUnits: number };
  /** Units between features and labels; 0 makes it a logistic regression. */
  readonly hiddenUnits: number;
  /** Weight of the squared kernel entries in the loss. */
  readonly l2: number;
}

/** Shape of one example's features, by the model's input. */
export type FeatureShapes = Readonly<Record<string, readonly number[]>>;

/** The branches as one model to train: inputs by name, one output of logits [n, labels] per branch. */
export function buildBranches(
  branches: readonly Branch[],
  shapes: FeatureShapes,
  labelCount: number,
  seed: number,
): tf.LayersModel {
  const inputs = inputsOf(branches, shapes);
  const outputs = branches.map((branch, index) => applyBranch(branch, inputs, labelCount, seed + 2 * index));
  return tf.model({ inputs: [...inputs.values()], outputs });
}

/** An input for every feature that any of the branches reads, by its name. */
export function inputsOf(branches: readonly Branch[], shapes: FeatureShapes): Map<string, tf.SymbolicTensor> {
  const names = new Set(branches.flatMap(({ inputs }) => inputs));
  return new Map([...names].map((name) => [name, tf.input({ shape: [...shapes[name]!], name })]));
}

/** @returns logits [n, units] */
export function applyBranch(
  branch: Branch,
  inputs: ReadonlyMap<string, tf.SymbolicTensor>,
  units: number,
  seed: number,
): tf.SymbolicTensor {
  const read = branch.inputs.map((name) => {
    const input = inputs.get(name)!;
    return name === branch.sequence?.input ? applySequence(branch, branch.sequence.lstmUnits, input, seed) : input;
  });
  const features = sideBySide(read);
  const hidden = branch.hiddenUnits === 0 ? features : applyHidden(branch, features, seed + 1);
  const isRegression = hidden === features && branch.sequence === undefined;
  return tf.layers
    .dense({
      name: logitsOf(branch),
      units,
      kernelInitializer: isRegression ? 'zeros' : tf.initializers.glorotUniform({ seed }),
      kernelRegularizer: tf.regularizers.l2({ l2: branch.l2 }),
    })
    .apply(hidden) as tf.SymbolicTensor;
}

function sideBySide(inputs: tf.SymbolicTensor[]): tf.SymbolicTensor {
  return inputs.length === 1 ? inputs[0]! : (tf.layers.concatenate().apply(inputs) as tf.SymbolicTensor);
}

/** From a sequence [steps, dimensions] to one vector: the highest value that each unit had anywhere in it. */
function applySequence(branch: Branch, units: number, sequence: tf.SymbolicTensor, seed: number): tf.SymbolicTensor {
  const lstm = tf.layers.lstm({
    units,
    returnSequences: true,
    kernelInitializer: tf.initializers.glorotUniform({ seed }),
    recurrentInitializer: tf.initializers.glorotUniform({ seed: seed + 1 }), // orthogonal needs a slow decomposition
  });
  const steps = tf.layers.bidirectional({ name: sequenceOf(branch), layer: lstm, mergeMode: 'concat' }).apply(sequence);
  return tf.layers.globalMaxPooling1d({ name: `${branch.name}_strongest` }).apply(steps) as tf.SymbolicTensor;
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

type TrainedBranch = Pick<Branch, 'name' | 'inputs' | 'sequence'>;

export interface TrainedBranches {
  readonly branches: readonly TrainedBranch[];
  readonly trained: tf.LayersModel;
  /** By input: what was subtracted and divided while training, to be done by the weights from now on. */
  readonly standardisations: Readonly<Record<string, Standardisation>>;
  readonly activation: 'sigmoid' | 'softmax';
  readonly calibration?: Calibration | undefined;
}

/**
 * The trained branches as a model for serving: raw features in, the mean of the branches' probabilities out, or those of
 * the weighed sum of their logits.
 */
export function serveBranches(served: TrainedBranches & { readonly embedding?: string }): tf.LayersModel {
  const { branches, trained, embedding, activation, calibration } = served;
  const weights = calibration && 'weights' in calibration ? calibration.weights : undefined;
  const scaling = calibration && 'slope' in calibration ? calibration : undefined;
  const inputs = new Map(
    // by the layer's name: a tensor's own is counted up (image_1) when another model in this process has one like it
    trained.inputNames.map((name, index) => {
      return [name, tf.input({ shape: trained.inputs[index]!.shape.slice(1), name })] as const;
    }),
  );
  const answers = branches.map((branch, index) => {
    const features = branch.inputs.map((name) => inputs.get(name)!);
    if (!weights) return applyTrained(branch, features, { ...served, calibration: scaling });
    const weight = { slope: weights[index]!, intercept: 0 };
    return applyTrained(branch, features, { ...served, activation: 'linear', calibration: weight });
  });
  const answer = weights ? activated(sumOf(answers), activation) : meanOf(answers);
  const outputs = [answer, ...(embedding === undefined ? [] : [inputs.get(embedding)!])];
  return tf.model({ inputs: [...inputs.values()], outputs });
}

function sumOf(logits: tf.SymbolicTensor[]): tf.SymbolicTensor {
  return logits.length === 1 ? logits[0]! : (tf.layers.add({ name: 'weighed' }).apply(logits) as tf.SymbolicTensor);
}

function activated(logits: tf.SymbolicTensor, activation: TrainedBranches['activation']): tf.SymbolicTensor {
  return tf.layers.activation({ activation, name: 'probabilities' }).apply(logits) as tf.SymbolicTensor;
}

export function meanOf(answers: readonly tf.SymbolicTensor[]): tf.SymbolicTensor {
  if (answers.length === 1) return answers[0]!;
  return tf.layers.average({ name: 'probabilities' }).apply([...answers]) as tf.SymbolicTensor;
}

/** The branch's layers again, with its weights, so that they take raw features. */
export function applyTrained(
  branch: TrainedBranch,
  inputs: tf.SymbolicTensor[],
  {
    trained,
    standardisations,
    activation,
    calibration,
  }: Pick<TrainedBranches, 'trained' | 'standardisations'> & {
    readonly activation: TrainedBranches['activation'] | 'linear';
    readonly calibration?: PlattScaling | undefined;
  },
): tf.SymbolicTensor {
  const known = new Set(trained.layers.map(({ name }) => name));
  const names = [hiddenOf(branch), logitsOf(branch)].filter((name) => known.has(name));
  const features = branch.inputs.map((name, index) =>
    name === branch.sequence?.input ? readSequence(branch, inputs[index]!, trained) : inputs[index]!,
  );
  return names.reduce((value, name, index) => {
    const isFirst = index === 0;
    const isLast = index === names.length - 1;
    const weights = trained.getLayer(name).getWeights() as DenseWeights;
    const layer = tf.layers.dense({ name, units: weights[1].size, activation: isLast ? activation : 'relu' });
    const output = layer.apply(value) as tf.SymbolicTensor;
    tf.tidy(() => {
      const standardisation = isFirst ? standardisationOf(branch, features, standardisations) : undefined;
      const raw = standardisation ? foldStandardisation(weights, standardisation) : weights;
      layer.setWeights(isLast && calibration ? foldCalibration(raw, calibration) : raw);
    });
    return output;
  }, sideBySide(features));
}

function readSequence(
  branch: Pick<Branch, 'name'>,
  sequence: tf.SymbolicTensor,
  trained: tf.LayersModel,
): tf.SymbolicTensor {
  const names = [sequenceOf(branch), `${branch.name}_strongest`];
  return names.reduce((value, name) => copyLayer(trained.getLayer(name), [value]), sequence);
}

/** Of the inputs side by side; undefined where none of them was standardised. */
function standardisationOf(
  { inputs }: Pick<Branch, 'inputs'>,
  features: readonly tf.SymbolicTensor[],
  standardisations: TrainedBranches['standardisations'],
): Standardisation | undefined {
  if (!inputs.some((name) => standardisations[name])) return undefined;
  const parts = inputs.map((name, index) => standardisations[name] ?? unchanged(features[index]!.shape.at(-1)!));
  return {
    mean: Float32Array.from(parts.flatMap(({ mean }) => [...mean])),
    deviation: Float32Array.from(parts.flatMap(({ deviation }) => [...deviation])),
  };
}

function unchanged(width: number): Standardisation {
  return { mean: new Float32Array(width), deviation: new Float32Array(width).fill(1) };
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

function sequenceOf({ name }: Pick<Branch, 'name'>): string {
  return `${name}_lstm`;
}

function hiddenOf({ name }: Pick<Branch, 'name'>): string {
  return `${name}_hidden`;
}

function logitsOf({ name }: Pick<Branch, 'name'>): string {
  return `${name}_logits`;
}
