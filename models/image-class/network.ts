import * as tf from '@tensorflow/tfjs';
import type { View } from '../letterbox.js';
import { copyLayer } from '../../training/copy-layer.js';
import { copyTail } from '../../training/fine-tuning.js';
import { buildHybridHead } from '../../training/hybrid-head.js';
import type { BuildScope, Network, Phase, ServeScope } from '../../training/network.js';
import type { Hyperparameters } from './hyperparameters.js';
import type { ImageClassVocabulary } from './family.js';

/** Where each backbone can be cut. */
interface Cuts {
  readonly blocks: number;
  /** What goes into its last block, the one before and so on. */
  readonly into: readonly string[];
  /** What its last block gives: a row of channels for each place. */
  readonly places: string;
}

const MOBILE_NET: Cuts = {
  blocks: 17,
  into: ['block15_add', 'block14_add', 'block13_project_conv', 'block12_add'],
  places: 'block16_project_conv',
};
const CUTS: Readonly<Record<Hyperparameters['backbone'], Cuts>> = {
  'efficientnet-lite0': {
    blocks: 16,
    into: ['block14_add', 'block13_add', 'block12_add', 'block11_project_conv'],
    places: 'block15_project_conv',
  },
  'mobilenet-v2-1.0': MOBILE_NET,
  'mobilenet-v2-0.35': MOBILE_NET,
};
const INPUT = 'features';
const FINE_TUNING_BATCH = 32;

const CLOSER = 1.2; // what is cut off is mostly background
const middle = (zoom: number, isMirrored: boolean): View => ({ zoom, isMirrored, across: 0.5, down: 0.5 });

/** How training pictures are looked at once more. What a network sees both ways, it need not be shown mirrored. */
function viewsOf({ augmentation, bothWays }: Hyperparameters): View[] {
  const zooms = { none: [], mirror: [1], zoom: [1, CLOSER] }[augmentation];
  const views = zooms.flatMap((zoom) => (bothWays ? [middle(zoom, false)] : [middle(zoom, false), middle(zoom, true)]));
  return views.filter(({ zoom, isMirrored }) => zoom !== 1 || isMirrored);
}

export const network: Network<Hyperparameters, ImageClassVocabulary> = {
  encoders: (settings) => {
    const { backbone, canvas } = settings;
    return { image: { kind: 'image', field: 'image', backbone, canvas, views: viewsOf(settings) } };
  },
  isCalibrated: false,
  folds: ({ folds }) => folds,
  fitVocabulary: (_, { canvas }) => ({ canvas }),
  phases: (settings) => [head(settings), ...(settings.fineTunedBlocks === 0 ? [] : [fineTuning(settings)])],
  serve,
};

function head(settings: Hyperparameters): Phase {
  const { epochs, patience, batchSize, learningRate, bothWays: isBothWays } = settings;
  const after = settings.head === 'dense' ? 'pooled' : CUTS[settings.backbone].places;
  return {
    name: 'head',
    features: { [INPUT]: { kind: 'tap', of: 'image', after, isBothWays } },
    ...{ epochs, patience, batchSize, learningRate },
    build(scope) {
      const input = tapOf(scope, after);
      const logits = settings.head === 'dense' ? dense(input, settings, scope) : hybrid(input, settings, scope);
      return tf.model({ inputs: input, outputs: logits });
    },
  };
}

/**
 * A logistic regression: with a few dozen pictures a class, anything deeper on pooled features overfits. Its normalization
 * learns nothing but what the features' means and variances are.
 */
function dense(input: tf.SymbolicTensor, { l2 }: Hyperparameters, { labelCount }: BuildScope): tf.SymbolicTensor {
  const normal = tf.layers.batchNormalization({ name: 'classes_norm', momentum: 0.9, trainable: false });
  const logits = tf.layers.dense({
    ...{ name: 'classes_logits', units: labelCount, kernelInitializer: 'zeros' },
    kernelRegularizer: tf.regularizers.l2({ l2 }),
  });
  return logits.apply(normal.apply(input)) as tf.SymbolicTensor;
}

function hybrid(input: tf.SymbolicTensor, { units, dropout }: Hyperparameters, { labelCount, seed }: BuildScope) {
  return buildHybridHead(input, { units, dropout, labelCount, seed });
}

function fineTuning({ backbone, fineTunedBlocks, ...settings }: Hyperparameters): Phase {
  const { blocks, into } = CUTS[backbone];
  const after = into[fineTunedBlocks - 1]!;
  return {
    name: 'fine-tuning',
    features: { [INPUT]: { kind: 'tap', of: 'image', after, isBothWays: settings.bothWays } },
    epochs: settings.fineTuningEpochs,
    patience: settings.fineTuningEpochs,
    batchSize: FINE_TUNING_BATCH,
    learningRate: settings.fineTuningLearningRate,
    build({ backbones, previous }) {
      const { input, output } = copyTail(backbones.image!, `block${blocks - fineTunedBlocks}_expand_conv`, INPUT);
      const layers = previous!.layers.filter(({ name }) => name.startsWith('classes_'));
      return tf.model({ inputs: input, outputs: layers.reduce((x, layer) => copyLayer(layer, [x]), output) });
    },
  };
}

function tapOf({ backbones }: BuildScope, layer: string): tf.SymbolicTensor {
  const { shape } = backbones.image!.getLayer(layer).output as tf.SymbolicTensor;
  return tf.input({ shape: shape.slice(1), name: INPUT });
}

/** What was trained, with probabilities in place of logits. */
function serve({ trained, activation }: ServeScope): tf.LayersModel {
  const probabilities = tf.layers.activation({ activation, name: 'probabilities' }).apply(trained.outputs[0]!);
  return tf.model({ inputs: trained.inputs, outputs: probabilities as tf.SymbolicTensor });
}
