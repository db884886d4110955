import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { CLIP_SHAPE } from '../../models/clip.js';
import type { Fields, ModelFamily, Outputs } from '../../models/model-family.js';
import { textsOf, writeGolden } from '../../platform/golden.js';
import type { GoldenExample } from '../../platform/golden.js';
import { jsonBytes } from '../../platform/json-bytes.js';
import type { ModelRegistry } from '../../platform/model-registry.js';
import { LINEAGE } from './publish-files.js';
import type { Scorecard } from '../../platform/scorecard.js';
import { collectionName } from '../../platform/collection-name.js';
import type { VectorEntry, VectorIndex } from '../../platform/vector-index.js';
import { SIDE, detector } from '../../training/imports/ultralytics.contract.js';
import { wrapDetector } from '../../training/imports/wrap-detector.js';
import { exportOnnx } from '../../training/onnx/export-onnx.js';
import type { ExportOptions } from '../../training/onnx/export-onnx.js';

tf.enableProdMode(); // tiny models may be built slowly: no advice wanted

const DIMENSIONS = 8;
const LABELS = ['Comedy', 'Drama', 'Horror'] as const;

export interface TinyVersion {
  readonly version: string;
  /** Other weights for another seed, so that an answer tells which version gave it. */
  readonly seed: number;
  /** Added to every recorded output: a version whose golden inputs are answered differently. */
  readonly goldenError?: number;
  /** How often the recorded input is recorded: a version that takes a while to verify. */
  readonly goldenInputs?: number;
}

/** Publishes real, small versions: real graphs from the real exporter, with weights that nobody trained. */
export class TinyVersions {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly index: VectorIndex,
  ) {}

  async publish(family: ModelFamily, { version, seed, goldenError = 0, goldenInputs = 1 }: TinyVersion): Promise<void> {
    const { name } = family;
    const onnx = family.task === 'detection' ? await tinyDetector() : exportTiny(family, tinyModel(family, seed));
    const vocabulary = tinyVocabulary(family);
    const fields = await anyFields(family);
    const feeds = await family.open(vocabulary).encode(fields);
    const outputs = await run(onnx, feeds);
    const recorded = Object.fromEntries(
      Object.entries(outputs).map(([output, values]) => [output, values.map((value) => value + goldenError)]),
    );
    const golden = { feeds, outputs: recorded, texts: textsOf(fields) };
    const files = {
      'vocabulary.json': jsonBytes(vocabulary),
      'scorecard.json': jsonBytes(scorecard(family, version)),
      'golden.json': jsonBytes(writeGolden(Array<GoldenExample>(goldenInputs).fill(golden), jsonBytes(vocabulary))),
      'model.onnx': onnx,
    };
    for (const [file, bytes] of Object.entries(files)) await this.registry.writeFile(name, version, file, bytes);
    const collection = family.recommends ? collectionName(name, version) : null;
    if (collection) await this.index.replace(collection, entriesAround(outputs['embedding']!));
    await this.registry.commit({
      family: name,
      version,
      createdAt: '2026-11-21T07:45:00.000Z',
      collection,
      lineage: LINEAGE,
    });
  }

  async promote(family: string, version: string): Promise<void> {
    const seen = await this.registry.champion(family);
    await this.registry.moveChampion(family, { version, reason: 'a spec wants it' }, seen);
  }
}

/** A picture that any image family takes. */
export function anyPoster(): Promise<Buffer> {
  return sharp({ create: { width: 180, height: 270, channels: 3, background: '#a03020' } })
    .jpeg()
    .toBuffer();
}

/** What a person could hand in. */
export async function anyFields(family: ModelFamily): Promise<Fields> {
  const values = Object.entries(family.input).map(async ([name, { kind }]) => [
    name,
    kind === 'image' ? new Uint8Array(await anyPoster()) : 'the story of a house that laughs',
  ]);
  return Object.fromEntries(await Promise.all(values)) as Fields;
}

function isImage(family: ModelFamily): boolean {
  return Object.values(family.input).some(({ kind }) => kind === 'image');
}

/** Of a family with several heads the first answers alone. */
function headOf({ heads = {} }: ModelFamily): { head: string; labels: readonly string[] } | undefined {
  return Object.entries(heads).map(([head, labels]) => ({ head, labels }))[0];
}

function labelsOf(family: ModelFamily): readonly string[] {
  const head = headOf(family);
  if (head) return head.labels;
  return family.task === 'binary' ? ['poster'] : LABELS;
}

function tinyModel(family: ModelFamily, seed: number): tf.LayersModel {
  const input = tinyInput(family);
  const scaled = isImage(family) ? pooled(input) : input;
  const dense = (units: number, activation: 'sigmoid' | 'softmax' | 'linear', offset: number) =>
    tf.layers.dense({ units, activation, kernelInitializer: tf.initializers.glorotNormal({ seed: seed + offset }) });
  const probabilities = dense(labelsOf(family).length, family.task === 'multi-class' ? 'softmax' : 'sigmoid', 0).apply(
    scaled,
  ) as tf.SymbolicTensor;
  const embedding = dense(DIMENSIONS, 'linear', 1).apply(scaled) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: family.recommends ? [probabilities, embedding] : [probabilities] });
}

function tinyInput(family: ModelFamily): tf.SymbolicTensor {
  if (!isImage(family)) return tf.input({ shape: [TERMS.length], name: 'ngrams' });
  return tf.input({ shape: seesClips(family) ? [...CLIP_SHAPE] : [224, 224, 3], name: imageInput(family) });
}

/** Families with heads are asked about clips. */
function seesClips(family: ModelFamily): boolean {
  return headOf(family) !== undefined;
}

function imageInput(family: ModelFamily): string {
  return seesClips(family) ? 'frames' : 'image';
}

/** Finds one thing, of the second class, on every picture that is not black. */
async function tinyDetector(): Promise<Uint8Array> {
  const found = { box: [16, 16, 8, 4], scores: [0.1, 0.9, 0.1] } as const;
  return (await wrapDetector(detector('v8', [found]), LABELS)).model;
}

function pooled(input: tf.SymbolicTensor): tf.SymbolicTensor {
  const height = 224 * (input.shape.length === 5 ? input.shape[1]! : 1); // a clip's frames one below the other
  const picture = tf.layers.reshape({ targetShape: [height, 224, 3] }).apply(input);
  const small = tf.layers.averagePooling2d({ poolSize: 56, strides: 56 }).apply(picture);
  const flat = tf.layers.flatten().apply(small);
  return tf.layers
    .batchNormalization({
      movingVarianceInitializer: tf.initializers.constant({ value: 127 * 127 }),
      movingMeanInitializer: tf.initializers.constant({ value: 127 }),
    })
    .apply(flat) as tf.SymbolicTensor;
}

function exportTiny(family: ModelFamily, model: tf.LayersModel): Uint8Array {
  const inputs: ExportOptions['inputs'] = isImage(family) ? { [imageInput(family)]: { type: 'uint8' } } : {};
  const outputs = family.recommends ? ['probabilities', 'embedding'] : ['probabilities'];
  const onnx = exportOnnx(model, { name: family.name, inputs, outputs });
  model.dispose();
  return onnx;
}

async function run(
  onnx: Uint8Array,
  feeds: Awaited<ReturnType<ReturnType<ModelFamily['open']>['encode']>>,
): Promise<Outputs> {
  const session = await InferenceSession.create(onnx);
  const tensors = session.inputNames.map((name) => {
    const { dtype, data, shape } = feeds[name]!;
    return [name, new Tensor(dtype, data, [1, ...shape])] as const;
  });
  const results = await session.run(Object.fromEntries(tensors));
  const outputs = Object.entries(results).map(([name, { data }]) => [name, Float32Array.from(data as Float32Array)]);
  await session.release();
  return Object.fromEntries(outputs) as Outputs;
}

const TERMS = ['the', 'house', 'laughs', 'story'];

function tinyVocabulary(family: ModelFamily): unknown {
  const head = headOf(family)?.head;
  const labels = labelsOf(family).map((label) => {
    if (family.task !== 'multi-class') return { label, threshold: 0.5 };
    return head === undefined ? { label } : { label, head };
  });
  if (family.task === 'detection') return { labels, canvas: SIDE };
  return isImage(family)
    ? { labels, readsImage: true, canvas: 224 }
    : { labels, tokenizer: TOKENIZER, ngrams: { terms: TERMS, weights: [1, 2, 3, 4] } };
}

/** The smallest tokenizer that reads like the sentence encoder's. */
const TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [],
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: { '[PAD]': 0, '[UNK]': 1, '[CLS]': 2, '[SEP]': 3, the: 4, house: 5, story: 6 },
  },
};

/** Twenty movies. */
export function tinyMovies() {
  return Array.from({ length: 20 }, (_, number) => ({
    id: `movie-${String(number).padStart(2, '0')}`,
    title: `Movie ${number}`,
    year: 1990 + number,
    genres: [LABELS[number % 3]!],
  }));
}

/** Those movies around an embedding, the first one the nearest. */
function entriesAround(embedding: Float32Array): VectorEntry[] {
  return tinyMovies().map(({ id, ...metadata }, number) => ({
    id,
    vector: embedding.map((value, dimension) => value + (dimension % 2 === 0 ? number : -number) * 0.05),
    metadata,
  }));
}

function scorecard(family: ModelFamily, version: string): Scorecard {
  const interval = { value: 0.8, low: 0.7, high: 0.9 };
  const metrics = { [family.headline]: interval };
  const split = {
    examples: 10,
    metrics,
    baseline: {},
    perLabel: [],
    perKind: [],
    perHead: [],
    confusionMatrices: [],
    calibrationError: null,
  };
  return {
    family: family.name,
    version,
    headline: family.headline,
    labels: [...labelsOf(family)],
    labelsLeftOut: [],
    examplesLeftOut: { count: 0, first: [] },
    validation: split,
    test: split,
    ...{ similarity: null, crossValidation: null },
  };
}
