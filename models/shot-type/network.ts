import type { BuildScope, ByInput, EncoderSpec, FeatureSource, Network } from '../../training/network.js';
import { buildHeads, serveHeads } from '../../training/head-branches.js';
import type { HeadBranches } from '../../training/head-branches.js';
import { decodeClip } from '../clip.js';
import type { Hyperparameters } from './hyperparameters.js';
import { MEASURING, MOTION_FEATURES, motionFeatures } from './motion-features.js';

const SEEN = [1, 4, 6]; // of eight: how near the camera is changes slowly, and each costs as much as a picture

const SOURCES: Readonly<Record<string, FeatureSource>> = {
  frames: { kind: 'embedding' },
  motion: {
    kind: 'measured',
    field: 'clip',
    name: MEASURING,
    width: MOTION_FEATURES,
    measure: async (clip) => motionFeatures(await decodeClip(clip, 'clip')),
  },
};

/** What is in the picture says nothing of how the camera moves, nor the other way round: each head reads its own. */
function branchesOf({ heads, l2, scaleUnits, movementUnits }: Hyperparameters): HeadBranches {
  const scale = { name: 'scale', inputs: ['frames'], hiddenUnits: scaleUnits, l2 };
  const movement = { name: 'movement', inputs: ['motion'], hiddenUnits: movementUnits, l2: l2 / 300 }; // few numbers
  return { ...(heads === 'movement' ? {} : { scale }), ...(heads === 'scale' ? {} : { movement }) };
}

function inputsOf(settings: Hyperparameters): string[] {
  return Object.values(branchesOf(settings)).flatMap(({ inputs }) => inputs);
}

function build(settings: Hyperparameters, { embeddingSizes, heads, seed }: BuildScope) {
  const shapes = { frames: [embeddingSizes.frames ?? 0], motion: [MOTION_FEATURES] };
  return buildHeads(branchesOf(settings), shapes, heads, seed);
}

export const network: Network<Hyperparameters> = {
  encoders: ({ heads }): ByInput<EncoderSpec> =>
    heads === 'movement' ? {} : { frames: { kind: 'image', field: 'clip', frames: SEEN } },
  isCalibrated: false,
  folds: ({ folds }) => folds,
  fitVocabulary: () => ({}),
  phases: (settings) => [
    {
      name: 'heads',
      features: Object.fromEntries(inputsOf(settings).map((input) => [input, SOURCES[input]!])),
      epochs: settings.epochs,
      patience: settings.patience,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
      build: (scope) => build(settings, scope),
    },
  ],
  serve: ({ trained, heads, standardisations, activation }, settings) =>
    serveHeads({ trained, heads, standardisations, activation, branches: branchesOf(settings) }),
};
