import type * as tf from '@tensorflow/tfjs';
import type { LabelVocabulary } from '../models/labels.js';
import type { SparseRow } from '../models/sparse-row.js';
import type { PlattScaling } from './evaluation/calibration.js';
import type { Standardisation } from './features/standardisation.js';

/** Where the numbers come from that one input of a trained model is fed. */
export type FeatureSource =
  /** What the frozen encoder says of the example, standardised over the training examples. float32 [dimensions] */
  | { readonly kind: 'embedding' }
  /** What goes into a layer within an image encoder, as it is: for training that layer and those after it. */
  | { readonly kind: 'activation'; readonly before: string }
  /** Computed from the field's text, mostly zeros. */
  | { readonly kind: 'sparse'; readonly width: number; readonly row: (text: string) => SparseRow };

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
   * layers' regularisers); the model's answer is the mean of the outputs' probabilities.
   */
  build(scope: BuildScope): tf.LayersModel;
}

export interface BuildScope {
  readonly labelCount: number;
  /** Dimensions of the encoder's embedding. */
  readonly embeddingSize: number;
  readonly standardisation: Standardisation;
  /** The image encoder as a model, float32 [n,224,224,3] of 0 to 255 -> [n, embeddingSize]; undefined for texts. */
  readonly backbone: tf.LayersModel | undefined;
  /** The trained model of the phase before. */
  readonly previous: tf.LayersModel | undefined;
  readonly seed: number;
}

export interface ServeScope {
  readonly standardisation: Standardisation;
  /** The trained model of the last phase. */
  readonly trained: tf.LayersModel;
  /** How each output's logits become calibrated probabilities, one per label; only if the network asks for it. */
  readonly calibration: PlattScaling | undefined;
}

/** The training examples' texts, and what the text encoder brings along. */
export interface TrainingTexts {
  readonly texts: readonly string[];
  /** The text encoder's tokenizer.json. */
  readonly tokenizer: Readonly<Record<string, unknown>>;
}

/**
 * How a family is learned in TensorFlow.js: what `models/<family>/network.ts` exports as `network`.
 * The trainer, the exporter and the workflow know families by this only.
 */
export interface Network<Hyperparameters = unknown, Vocabulary extends LabelVocabulary = LabelVocabulary> {
  /** The pretrained network in front: the field it reads, and the served model's input that it feeds (or that is its own). */
  readonly encoder: { readonly kind: 'image' | 'text'; readonly field: string; readonly input: string };
  /** Whether probabilities have to be taken at their word: fits a Platt scaling on validation (binary tasks). */
  readonly isCalibrated: boolean;
  /** What the vocabulary holds beside the labels; sees training examples only. */
  fitVocabulary(training: TrainingTexts, hyperparameters: Hyperparameters): Omit<Vocabulary, 'labels'>;
  /** In order; at least one. */
  phases(hyperparameters: Hyperparameters, vocabulary: Omit<Vocabulary, 'labels'>): readonly Phase[];
  /**
   * What is served behind the encoder: the last phase's inputs, not standardised, -> `[probabilities]`, or
   * `[probabilities, embedding]` when the family recommends. The embedding is centred afterwards.
   */
  serve(scope: ServeScope, hyperparameters: Hyperparameters): tf.LayersModel;
}
