import { buildBranches, serveBranches } from '../../training/branches.js';
import type { Branch, FeatureShapes } from '../../training/branches.js';
import type { BuildScope, EncoderSpec, FeatureSource, Network } from '../../training/network.js';
import { TOKEN_SHAPE } from '../../training/text-encoder.js';
import { fitNgrams, ngramEncoder } from '../ngrams.js';
import type { ProductVocabulary } from './family.js';
import type { Hyperparameters } from './hyperparameters.js';
import { productText } from './product-text.js';

const ENCODERS = {
  image: { kind: 'image', field: 'image' },
  sentence: { kind: 'text', text: productText },
  tokens: { kind: 'text', text: productText },
} as const satisfies Record<string, EncoderSpec>;

export const network: Network<Hyperparameters, ProductVocabulary> = {
  encoders(settings) {
    const read = new Set(branchesOf(settings).flatMap(({ inputs }) => inputs));
    return Object.fromEntries(Object.entries(ENCODERS).filter(([input]) => read.has(input)));
  },
  isCalibrated: true,
  folds: ({ folds }) => folds,
  fitVocabulary({ examples, tokenizer }, settings) {
    const read = new Set(branchesOf(settings).flatMap(({ inputs }) => inputs));
    return {
      readsImage: read.has('image'),
      ...(read.has('sentence') || read.has('tokens') ? { tokenizer } : {}),
      ...(read.has('ngrams') ? { ngrams: fitNgrams(examples.map(productText), settings.minimumTexts) } : {}),
    };
  },
  phases: (settings, vocabulary) => [
    {
      name: 'heads',
      features: featuresOf(settings, vocabulary),
      epochs: settings.epochs,
      patience: settings.patience,
      batchSize: settings.batchSize,
      learningRate: settings.learningRate,
      build: (scope) => buildBranches(branchesOf(settings), shapesOf(scope, vocabulary), scope.labelCount, scope.seed),
    },
  ],
  serve: (scope, settings) => serveBranches({ ...scope, branches: branchesOf(settings) }),
};

/** Side by side and averaged, or the same features in one branch. */
function branchesOf({ inputs, fusion, textBranch, ...settings }: Hyperparameters): Branch[] {
  const { hiddenUnits, lstmUnits } = settings;
  const asked = textBranch.split('+');
  const sequence = { input: 'tokens', lstmUnits };
  const image: Branch = { name: 'image_branch', inputs: ['image'], hiddenUnits, l2: settings.imageL2 };
  const texts = [
    { name: 'ngrams_branch', inputs: ['ngrams'], hiddenUnits: 0, l2: settings.ngramL2 },
    { name: 'sentence_branch', inputs: ['sentence'], hiddenUnits, l2: settings.sentenceL2 },
    { name: 'lstm_branch', inputs: ['tokens'], hiddenUnits: 0, l2: settings.sentenceL2, sequence },
  ].filter(({ name }) => asked.includes(name.replace('_branch', '')));
  if (inputs === 'image') return [image];
  if (inputs === 'text') return texts;
  if (fusion === 'late') return [...texts, image];
  const inputsOfAll = [...texts, image].flatMap((branch) => branch.inputs);
  const reads = inputsOfAll.includes(sequence.input) ? { sequence } : {};
  return [{ ...image, name: 'fused_branch', inputs: inputsOfAll, ...reads }];
}

function featuresOf(settings: Hyperparameters, { ngrams }: Omit<ProductVocabulary, 'labels'>) {
  const features: Record<string, FeatureSource> = {};
  for (const input of branchesOf(settings).flatMap(({ inputs }) => inputs)) {
    if (input === 'tokens') features[input] = { kind: 'tokens' };
    else if (input !== 'ngrams') features[input] = { kind: 'embedding' };
    else if (ngrams) {
      const encode = ngramEncoder(ngrams);
      features[input] = { kind: 'sparse', width: ngrams.terms.length, row: (fields) => encode(productText(fields)) };
    }
  }
  return features;
}

function shapesOf({ embeddingSizes }: BuildScope, { ngrams }: Omit<ProductVocabulary, 'labels'>): FeatureShapes {
  const { image = 0, sentence = 0 } = embeddingSizes;
  return { image: [image], sentence: [sentence], tokens: TOKEN_SHAPE, ngrams: [ngrams?.terms.length ?? 0] };
}
