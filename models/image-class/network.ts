import * as tf from '@tensorflow/tfjs';
import { buildBranches, serveBranches } from '../../training/branches.js';
import { buildFineTuning } from '../../training/fine-tuning.js';
import type { Network, Phase, ServeScope } from '../../training/network.js';
import type { Hyperparameters } from './hyperparameters.js';

const BLOCKS: Readonly<Record<Hyperparameters['backbone'], number>> = {
  'efficientnet-lite0': 16,
  'mobilenet-v2-1.0': 17,
  'mobilenet-v2-0.35': 17,
};
const FINE_TUNING_BATCH = 32;
const HEAD = { name: 'classes', inputs: ['image'] };

export const network: Network<Hyperparameters> = {
  encoders: ({ backbone }) => ({ image: { kind: 'image', field: 'image', backbone } }),
  isCalibrated: false,
  folds: ({ folds }) => folds,
  fitVocabulary: () => ({}),
  phases: (settings) => [denseHead(settings), ...(settings.fineTunedBlocks === 0 ? [] : [fineTuning(settings)])],
  serve: (scope, { fineTunedBlocks }) =>
    fineTunedBlocks === 0 ? serveBranches({ ...scope, branches: [HEAD] }) : serveWhole(scope),
};

function denseHead({ epochs, patience, batchSize, learningRate, hiddenUnits, l2 }: Hyperparameters): Phase {
  return {
    name: 'head',
    features: { image: { kind: 'embedding' } },
    ...{ epochs, patience, batchSize, learningRate },
    build: ({ embeddingSizes: { image }, labelCount, seed }) =>
      buildBranches([{ ...HEAD, hiddenUnits, l2 }], { image: [image!] }, labelCount, seed),
  };
}

function fineTuning({ backbone, fineTunedBlocks, ...settings }: Hyperparameters): Phase {
  const before = `block${BLOCKS[backbone] - fineTunedBlocks}_expand_conv`;
  return {
    name: 'fine-tuning',
    features: { image: { kind: 'activation', before } },
    epochs: settings.fineTuningEpochs,
    patience: settings.fineTuningEpochs,
    batchSize: FINE_TUNING_BATCH,
    learningRate: settings.fineTuningLearningRate,
    build: (scope) => buildFineTuning(HEAD, { input: 'image', before }, scope),
  };
}

/** What was trained, with probabilities in place of logits. */
function serveWhole({ trained, activation }: Pick<ServeScope, 'trained' | 'activation'>): tf.LayersModel {
  const probabilities = tf.layers.activation({ activation, name: 'probabilities' }).apply(trained.outputs[0]!);
  return tf.model({ inputs: trained.inputs, outputs: probabilities as tf.SymbolicTensor });
}
