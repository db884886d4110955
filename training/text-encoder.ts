import { readFile } from 'node:fs/promises';
import { Tensor } from 'onnxruntime-node';
import { openSentenceTokenizer } from '../models/sentence-tokens.js';
import { normaliseText } from '../models/text.js';
import { openTextBackbone } from './backbones/backbone.js';
import { MINILM, TOKENS_KEPT } from './backbones/minilm.js';
import type { Encoder } from './encoder.js';
import type { Extractor } from './features/extractor.js';
import type { Encoding } from './network.js';
import { openSession } from './open-session.js';

const READING = 'tokens256-1'; // to be counted up when the same text gives other tokens
const OUTPUTS = { embedding: 'sentence_embedding', tokens: 'token_embeddings' } as const;
const BATCH = 16;

/** Of one example's `tokens`. */
export const TOKEN_SHAPE: readonly number[] = [TOKENS_KEPT, MINILM.dimensions];

/** The pretrained sentence encoder. @throws PlatformError BACKBONE_MISSING */
export async function openTextEncoder(cacheFolder: string): Promise<Encoder> {
  const { name, sha256, dimensions, onnxPath, tokenizer } = await openTextBackbone(cacheFolder);
  return {
    reference: { name, sha256 },
    embeddingSize: dimensions,
    tokenizer,
    model: () => Promise.resolve(undefined),
    graph: async (encoding) => ({ bytes: await readFile(onnxPath), output: OUTPUTS[kindOf(encoding)] }),
    async extractor(encoding) {
      const kind = kindOf(encoding);
      const identity = `${name}-${sha256.slice(0, 8)}-${READING}`;
      return kind === 'embedding'
        ? openExtractor(identity, { graph: await readFile(onnxPath), kind, shape: [dimensions] }, tokenizer)
        : openExtractor(
            `${identity}-each${TOKENS_KEPT}`,
            { graph: await readFile(onnxPath), kind, shape: [TOKENS_KEPT, dimensions] },
            tokenizer,
          );
    },
  };
}

function kindOf({ kind }: Encoding): keyof typeof OUTPUTS {
  if (kind === 'activation') throw new Error('A text encoder is not cut: there are no activations of its layers');
  return kind;
}

interface Read {
  readonly graph: Uint8Array;
  readonly kind: keyof typeof OUTPUTS;
  readonly shape: readonly number[];
}

async function openExtractor(name: string, { graph, kind, shape }: Read, tokenizer: object): Promise<Extractor> {
  const session = await openSession(graph);
  const tokenise = openSentenceTokenizer(tokenizer);
  return {
    name,
    shape,
    batchSize: BATCH,
    async extract(values) {
      const texts = values.map((value) => tokenise(normaliseText(value as string)));
      const answers = await session.run(padded(texts), [OUTPUTS[kind]]);
      return answers[OUTPUTS[kind]]!.data as Float32Array;
    },
    close: () => session.release(),
  };
}

/** One rectangle of tokens, with a mask over what a shorter text does not fill. */
function padded(texts: readonly BigInt64Array[]): Record<string, Tensor> {
  const length = Math.max(...texts.map((ids) => ids.length));
  const ids = new BigInt64Array(texts.length * length);
  const mask = new BigInt64Array(texts.length * length);
  texts.forEach((text, row) => {
    ids.set(text, row * length);
    mask.fill(1n, row * length, row * length + text.length);
  });
  const shape = [texts.length, length];
  return { input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) };
}
