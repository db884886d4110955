import { z } from 'zod';
import type { Feed, Feeds, Fields, Outputs } from '../models/model-family.js';
import { sha256 } from './content-hash.js';

/** `golden.json`: encoded inputs and what ONNX Runtime answered when the version was made; serving must answer the same. */
export const GoldenSchema = z.object({
  /** sha256 of the `vocabulary.json` that the outputs were recorded with: the graph's answers alone do not depend on it. */
  vocabulary: z.string().optional(),
  examples: z
    .array(
      z.object({
        feeds: z.record(
          z.string(),
          z.object({
            dtype: z.enum(['uint8', 'int64', 'float32']),
            shape: z.array(z.number().int().positive()),
            data: z.base64(),
          }),
        ),
        outputs: z.record(z.string(), z.array(z.number())),
        /** Its texts, which cannot be had back from tokens; versions from before these were recorded have none. */
        texts: z.record(z.string(), z.string()).optional(),
      }),
    )
    .min(1),
});
export type Golden = z.infer<typeof GoldenSchema>;

export interface GoldenExample {
  readonly feeds: Feeds;
  readonly outputs: Outputs;
  /** By field; what is no text is not among them. */
  readonly texts?: Readonly<Record<string, string>> | undefined;
}

/**
 * The content of `golden.json` for these examples.
 * @param vocabulary the bytes of `vocabulary.json`
 */
export function writeGolden(examples: readonly GoldenExample[], vocabulary: Uint8Array): Golden {
  return {
    vocabulary: sha256(vocabulary),
    examples: examples.map(({ feeds, outputs, texts }) => ({
      feeds: mapValues(feeds, ({ dtype, shape, data }) => ({
        dtype,
        shape: [...shape],
        data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
      })),
      outputs: mapValues(outputs, (values) => [...values]),
      texts,
    })),
  };
}

/** What is recorded of an input as it came, beside its feeds: undefined where nothing of it is a text. */
export function textsOf(fields: Fields): GoldenExample['texts'] {
  const texts = Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string');
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

/** Whether this is the `vocabulary.json` that was recorded with; versions from before that was recorded have any. */
export function isRecordedWith({ vocabulary: recorded }: Golden, vocabulary: Uint8Array): boolean {
  return recorded === undefined || recorded === sha256(vocabulary);
}

/** The examples in a parsed `golden.json`. */
export function readGolden(golden: Golden): GoldenExample[] {
  return golden.examples.map(({ feeds, outputs, texts }) => ({
    feeds: mapValues(feeds, ({ dtype, shape, data }) => toFeed(dtype, shape, Buffer.from(data, 'base64'))),
    outputs: mapValues(outputs, (values) => Float32Array.from(values)),
    ...(texts && { texts }),
  }));
}

function toFeed(dtype: Feed['dtype'], shape: readonly number[], bytes: Uint8Array): Feed {
  const { buffer } = Uint8Array.from(bytes); // a copy of its own: typed arrays want an aligned start
  if (dtype === 'uint8') return { dtype, shape, data: new Uint8Array(buffer) };
  if (dtype === 'int64') return { dtype, shape, data: new BigInt64Array(buffer) };
  return { dtype, shape, data: new Float32Array(buffer) };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
