import type * as tf from '@tensorflow/tfjs';
import type { LabelVocabulary } from '../models/labels.js';
import type { View } from '../models/letterbox.js';
import type { SparseRow } from '../models/sparse-row.js';
import type { Calibration } from './calibrate-outputs.js';
import type { Head } from './evaluation/decision.js';
import type { Standardisation } from './features/standardisation.js';

/** The values of an example's text fields, by field name. */
export type Texts = Readonly<Record<string, string>>;

/** A pretrained network, and what of an example it reads. */
export type EncoderSpec =
  | {
      readonly kind: 'image';
      readonly field: string;
      /** By name (training/backbones/image-backbones.ts); default: EfficientNet-Lite0. */
      readonly backbone?: string;
      /** Of a field that may move: which of its eight frames it sees; what it says is the mean over them. */
      readonly frames?: readonly number[];
      /** Pixels a side, for pictures that keep their proportions (models/letterbox.ts); else they are squashed to 224. */
      readonly canvas?: number;
      /** How training pictures are looked at once more, beside as they are. */
      readonly views?: readonly View[];
    }
  /** Several fields may be read as one text; serving has to put them together in the same way. */
  | { readonly kind: 'text'; readonly text: (fields: Texts) => string };

/** Where the numbers come from that one input of a trained model is fed. */
export type FeatureSource =
  /** What the encoder of the input's name says of the example, standardised over the training examples. float32 [dimensions] */
  | { readonly kind: 'embedding' }
  /** What goes into a layer within the image encoder of the input's name, as it is: for training that layer and those after it. */
  | { readonly kind: 'activation'; readonly before: string }
  /** What the text encoder of the input's name says of each of the first 64 tokens, zeros after the last. float32 [64, dimensions] */
  | { readonly kind: 'tokens' }
  | Tap
  /** Computed from what the example's field holds, without a network; serving computes it in the same way. */
  | Measured
  /** Computed from the example's texts, mostly zeros. */
  | { readonly kind: 'sparse'; readonly width: number; readonly row: (fields: Texts) => SparseRow };

/** What a layer within the image encoder of that name gives, as it is; several inputs may tap one encoder. */
export interface Tap {
  readonly kind: 'tap';
  readonly of: string;
  readonly after: string;
  /** The mean over the picture and its mirror image (training/mirror.ts). */
  readonly isBothWays?: boolean;
}

export interface Measured {
  readonly kind: 'measured';
  readonly field: string;
  /** Names the folder where it is kept, so it changes with anything that changes the numbers. `[a-z0-9-]+` */
  readonly name: string;
  readonly width: number;
  /** @returns float32 [width] */
  readonly measure: (value: Uint8Array) => Promise<Float32Array>;
}

/** What an encoder can be asked for. */
export type Encoding = Extract<FeatureSource, { kind: 'embedding' | 'activation' | 'tokens' }>;

/** A stretch of training with one model and one learning rate; a later phase goes on from what an earlier one learned. */
export interface Phase {
  /** For people and curves: "head", "fine-tuning". */
  readonly name: string;
  /** Name of the model's input -> what it is fed. */
  readonly features: Readonly<Record<string, FeatureSource>>;
  /** At most so many; fewer when validation stops improving. */
  readonly epochs: number;
  /** Epochs without a better validation score after which the phase ends. */
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /**
   * The model to train. Every output is logits float32 [n, labels] and is trained by its own cross-entropy (plus the
   * layers' regularisers); the model's answer is the mean of the outputs' probabilities. Of a detector: logits [n, places,
   * classes] and distances [n, places, 4] before softplus.
   */
  build(scope: BuildScope): tf.LayersModel;
}

/** By the name of the model's input. */
export type ByInput<Value> = Readonly<Record<string, Value>>;

export interface BuildScope {
  readonly labelCount: number;
  /** Multi-class: the labels among which exactly one is right, one head or several. */
  readonly heads: readonly Head[];
  /** Dimensions of each encoder's embedding. */
  readonly embeddingSizes: ByInput<number>;
  readonly standardisations: ByInput<Standardisation>;
  /** Each image encoder as a model, float32 [n,224,224,3] of 0 to 255 -> [n, embedding size]; texts have none. */
  readonly backbones: ByInput<tf.LayersModel>;
  /** The trained model of the phase before. */
  readonly previous: tf.LayersModel | undefined;
  readonly seed: number;
}

export interface ServeScope {
  /** As they were built for. */
  readonly heads: readonly Head[];
  readonly standardisations: ByInput<Standardisation>;
  /** The trained model of the last phase. */
  readonly trained: tf.LayersModel;
  /** What turns logits into probabilities: `sigmoid` where every label is decided on its own, else `softmax`. */
  readonly activation: 'sigmoid' | 'softmax';
  /** How logits become probabilities that can be taken at their word; only if the network asks for it. */
  readonly calibration: Calibration | undefined;
}

export interface Grids {
  readonly canvas: number;
  readonly strides: readonly number[];
}

/** The training examples' texts, and what the text encoder brings along. */
export interface TrainingTexts {
  readonly examples: readonly Texts[];
  /** The text encoder's tokenizer.json. */
  readonly tokenizer: Readonly<Record<string, unknown>>;
}

/**
 * How a family is learned in TensorFlow.js: what `models/<family>/network.ts` exports as `network`.
 * The trainer, the exporter and the workflow know families by this only.
 */
export interface Network<Hyperparameters = unknown, Vocabulary extends LabelVocabulary = LabelVocabulary> {
  /** The pretrained networks in front, each under the name of the served model's input that it feeds (or that is its own). */
  encoders(hyperparameters: Hyperparameters): ByInput<EncoderSpec>;
  /**
   * Whether probabilities have to be taken at their word. Fits on validation a Platt scaling of a binary task, and how much
   * each output counts where one of several labels is right (training/output-weights.ts).
   */
  readonly isCalibrated: boolean;
  /** What the vocabulary holds beside the labels; sees training examples only. */
  fitVocabulary(training: TrainingTexts, hyperparameters: Hyperparameters): Omit<Vocabulary, 'labels'>;
  /** How many folds to cross-validate with beside the training, where the splits are too small to be believed; 0 for none. */
  folds?(hyperparameters: Hyperparameters): number;
  /** A detector's canvas, in pixels a side, and the strides of the grids on it, in the order of the outputs' places. */
  grids?(hyperparameters: Hyperparameters): Grids;
  /** In order; at least one. */
  phases(hyperparameters: Hyperparameters, vocabulary: Omit<Vocabulary, 'labels'>): readonly Phase[];
  /**
   * What is served behind the encoders: the last phase's inputs, not standardised, -> `[probabilities]`, or
   * `[probabilities, embedding]` when the family recommends. The embedding is centred afterwards. Of a detector: scores
   * [n, places, classes] and distances [n, places, 4], in strides.
   */
  serve(scope: ServeScope, hyperparameters: Hyperparameters): tf.LayersModel;
}
