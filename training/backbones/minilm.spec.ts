import { InferenceSession, Tensor } from 'onnxruntime-node';
import { Random } from '../random.js';
import { TOKENS_KEPT, buildMiniLm } from './minilm.js';
import type { Weight } from './safetensors.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';
import { encodeByHand } from './minilm.contract.js';

const SHAPE = { dimensions: 8, layers: 2, heads: 2 };
const TEXTS = [
  [3, 1, 4, 1, 5],
  [9, 2],
  [6, 5, 3, 5, 8, 9, 7],
];

/** Weights of a small encoder: 10 words, 12 positions, a feed-forward layer twice as wide. */
function randomWeights(): Map<string, Weight> {
  const random = new Random(1);
  const { dimensions, layers } = SHAPE;
  const weights = new Map<string, Weight>();
  const add = (name: string, ...shape: number[]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    weights.set(name, { shape, values: Float32Array.from({ length }, () => random.fraction() * 2 - 1) });
  };
  const linear = (name: string, inputs: number, outputs: number) => {
    add(`${name}.weight`, outputs, inputs);
    add(`${name}.bias`, outputs);
  };
  const norm = (name: string) => ['weight', 'bias'].forEach((role) => add(`${name}.${role}`, dimensions));
  add('embeddings.word_embeddings.weight', 10, dimensions);
  add('embeddings.position_embeddings.weight', 12, dimensions);
  add('embeddings.token_type_embeddings.weight', 2, dimensions);
  norm('embeddings.LayerNorm');
  for (let layer = 0; layer < layers; layer++) {
    const prefix = `encoder.layer.${layer}`;
    for (const role of ['query', 'key', 'value']) linear(`${prefix}.attention.self.${role}`, dimensions, dimensions);
    linear(`${prefix}.attention.output.dense`, dimensions, dimensions);
    norm(`${prefix}.attention.output.LayerNorm`);
    linear(`${prefix}.intermediate.dense`, dimensions, dimensions * 2);
    linear(`${prefix}.output.dense`, dimensions * 2, dimensions);
    norm(`${prefix}.output.LayerNorm`);
  }
  return weights;
}

/** @param tokens how long the batch is; shorter texts are padded with `padding` */
function run(session: InferenceSession, texts: number[][], tokens: number, padding: number) {
  const ids = texts.flatMap((text) => Array.from({ length: tokens }, (_, index) => BigInt(text[index] ?? padding)));
  const mask = texts.flatMap((text) => Array.from({ length: tokens }, (_, index) => (index < text.length ? 1n : 0n)));
  return session.run({
    input_ids: new Tensor('int64', BigInt64Array.from(ids), [texts.length, tokens]),
    attention_mask: new Tensor('int64', BigInt64Array.from(mask), [texts.length, tokens]),
  });
}

async function encode(session: InferenceSession, texts: number[][], tokens: number, padding = 0): Promise<number[][]> {
  const given = await run(session, texts, tokens, padding);
  const values = given.sentence_embedding!.data as Float32Array;
  return texts.map((_, index) => [...values.subarray(index * SHAPE.dimensions, (index + 1) * SHAPE.dimensions)]);
}

function cosine(left: readonly number[], right: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * b[index]!, 0);
  return dot(left, right) / Math.sqrt(dot(left, left) * dot(right, right));
}

describe('buildMiniLm', () => {
  const weights = randomWeights();
  let session: InferenceSession;
  beforeAll(async () => (session = await InferenceSession.create(buildMiniLm(weights, SHAPE))));
  afterAll(() => session.release());

  it('computes what the same encoder written with plain arrays does', async () => {
    const embeddings = await encode(session, TEXTS, 7);
    TEXTS.forEach((text, index) => {
      expect(cosine(embeddings[index]!, encodeByHand(weights, SHAPE, text))).toBeGreaterThan(0.9999);
    });
  });

  it('gives vectors of length 1', async () => {
    for (const embedding of await encode(session, TEXTS, 7)) expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  });

  it('gives a text the same vector alone and padded beside longer ones, whatever the padding', async () => {
    const [alone] = await encode(session, [[9, 2]], 2);
    for (const padding of [0, 7]) {
      const [, padded] = await encode(session, TEXTS, 10, padding);
      padded!.forEach((value, index) => expect(value).toBeCloseTo(alone![index]!, 5));
    }
  });

  it('gives the first tokens one by one, with nothing after the last, whose sum points where the text does', async () => {
    const { sentence_embedding: sentences, token_embeddings: tokens } = await run(session, TEXTS, 10, 7);
    expect(tokens!.dims).toEqual([TEXTS.length, TOKENS_KEPT, SHAPE.dimensions]);
    const values = [...(tokens!.data as Float32Array)];
    TEXTS.forEach((text, index) => {
      const of = values.slice(index * TOKENS_KEPT * SHAPE.dimensions, (index + 1) * TOKENS_KEPT * SHAPE.dimensions);
      expect(of.slice(text.length * SHAPE.dimensions).every((value) => value === 0)).toBe(true);
      const sum = of
        .slice(0, SHAPE.dimensions)
        .map((_, at) => text.reduce((total, _token, position) => total + of[position * SHAPE.dimensions + at]!, 0));
      const start = index * SHAPE.dimensions;
      const sentence = [...(sentences!.data as Float32Array)].slice(start, start + SHAPE.dimensions);
      expect(cosine(sum, sentence)).toBeGreaterThan(0.99999);
    });
  });

  it('names a tensor that is missing', () => {
    const incomplete = new Map(weights);
    incomplete.delete('encoder.layer.1.output.dense.bias');
    expect(() => buildMiniLm(incomplete, SHAPE)).toThrow(UnreadableWeightsError);
    expect(() => buildMiniLm(incomplete, SHAPE)).toThrow(/no tensor encoder\.layer\.1\.output\.dense\.bias/);
  });
});
