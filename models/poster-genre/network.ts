import { buildBranches, serveBranches } from '../../training/branches.js';
import { buildFineTuning, serveFineTuned } from '../../training/fine-tuning.js';
import type { Network, Phase } from '../../training/network.js';
import type { Hyperparameters } from './hyperparameters.js';

const BLOCKS = 16;
const FINE_TUNING_BATCH = 64; // an epoch of 44 steps; what the convolutions remember for their gradients grows with it
const HEAD = { name: 'genres', inputs: ['image'] };

function headPhase({ epochs, patience, batchSize, learningRate, hiddenUnits, l2 }: Hyperparameters): Phase {
  return {
    name: 'head',
    features: { image: { kind: 'embedding' } },
    ...{ epochs, patience, batchSize, learningRate },
    build: ({ embeddingSizes: { image }, labelCount, seed }) =>
      buildBranches([{ ...HEAD, hiddenUnits, l2 }], { image: [image!] }, labelCount, seed),
  };
}

function fineTuningPhase(settings: Hyperparameters): Phase {
  const before = `block${BLOCKS - settings.unfrozenBlocks}_expand_conv`;
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

export const network: Network<Hyperparameters> = {
  encoders: () => ({ image: { kind: 'image', field: 'image' } }),
  isCalibrated: false,
  fitVocabulary: () => ({}),
  phases: (settings) => [headPhase(settings), ...(settings.unfrozenBlocks === 0 ? [] : [fineTuningPhase(settings)])],
  serve: (scope, { unfrozenBlocks }) =>
    unfrozenBlocks > 0
      ? serveFineTuned(HEAD, scope)
      : serveBranches({ ...scope, branches: [HEAD], embedding: 'image' }),
};
