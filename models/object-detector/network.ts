import * as tf from '@tensorflow/tfjs';
import type { BoxVocabulary } from '../boxes.js';
import type { View } from '../letterbox.js';
import type { BuildScope, Network, Phase } from '../../training/network.js';
import { buildDetector, serveDetector } from '../../training/tasks/boxes/detector.js';
import type { Hyperparameters } from './hyperparameters.js';

const CANVAS = 320; // pixels: twice the places of 224, and still a tenth of a second on one core

/** What the backbone gives before each of its last halvings, and how many pixels a place of it stands for. */
const TAPS = [
  { input: 'stride8', after: 'block4_add', stride: 8 },
  { input: 'stride16', after: 'block10_add', stride: 16 },
  { input: 'stride32', after: 'block15_project_conv', stride: 32 },
] as const;

/** The backbone does not learn, so what it says of a picture seen otherwise can be kept as well: large, small, mirrored. */
const VIEWS: readonly View[] = [
  { isMirrored: true, zoom: 1, across: 0.5, down: 0.5 },
  { isMirrored: false, zoom: 1.4, across: 0.3, down: 0.4 },
  { isMirrored: true, zoom: 0.7, across: 0.3, down: 0.2 },
];

const features: Phase['features'] = Object.fromEntries(
  TAPS.map(({ input, after }) => [input, { kind: 'tap', of: 'image', after }]),
);

function build(settings: Hyperparameters, { backbones, labelCount, previous, seed }: BuildScope): tf.LayersModel {
  const inputs = TAPS.map(({ input, after }) => {
    const { shape } = backbones.image!.getLayer(after).output as tf.SymbolicTensor;
    return tf.input({ shape: shape.slice(1), name: input });
  });
  const model = buildDetector(inputs, { ...settings, labelCount, seed });
  if (previous) model.setWeights(previous.getWeights());
  return model;
}

function phase(name: string, epochs: number, learningRate: number, settings: Hyperparameters): Phase {
  const { patience, batchSize } = settings;
  return { name, features, epochs, patience, batchSize, learningRate, build: (scope) => build(settings, scope) };
}

export const network: Network<Hyperparameters, BoxVocabulary> = {
  encoders: () => ({ image: { kind: 'image', field: 'image', canvas: CANVAS, views: VIEWS } }),
  isCalibrated: false,
  fitVocabulary: () => ({ canvas: CANVAS }),
  grids: () => ({ canvas: CANVAS, strides: TAPS.map(({ stride }) => stride) }),
  phases: (settings) => [
    phase('learning', settings.epochs, settings.learningRate, settings),
    ...(settings.settlingEpochs === 0
      ? []
      : [phase('settling', settings.settlingEpochs, settings.settlingLearningRate, settings)]),
  ],
  serve: ({ trained, activation }) => serveDetector(trained, activation),
};
