import { GoldenSchema, isRecordedWith, readGolden, textsOf, writeGolden } from './golden.js';

const bytes = (text: string) => new TextEncoder().encode(text);

it('gives back every kind of input as it was recorded', () => {
  const example = {
    feeds: {
      image: { dtype: 'uint8', shape: [2, 1], data: Uint8Array.of(0, 255) },
      ids: { dtype: 'int64', shape: [2], data: BigInt64Array.of(101n, -1n) },
      ngrams: { dtype: 'float32', shape: [2], data: Float32Array.of(0.1, -3e-9) },
    },
    outputs: { probabilities: Float32Array.of(0.123456789, 1) },
    texts: { plot: 'A robot dreams.' },
  } as const;

  const stored: unknown = JSON.parse(JSON.stringify(writeGolden([example], bytes('{}'))));

  expect(readGolden(GoldenSchema.parse(stored))).toEqual([example]);
});

it('keeps of an input what is text', () => {
  expect(textsOf({ plot: 'A robot dreams.', poster: Uint8Array.of(1) })).toEqual({ plot: 'A robot dreams.' });
  expect(textsOf({ poster: Uint8Array.of(1) })).toBeUndefined();
});

it('reads a recording from before texts were kept', () => {
  const [example] = readGolden(GoldenSchema.parse({ examples: [{ feeds: {}, outputs: {} }] }));
  expect(example).toEqual({ feeds: {}, outputs: {} });
});

it('refuses a recording without examples', () => {
  expect(GoldenSchema.safeParse({ examples: [] }).success).toBe(false);
});

it('tells the vocabulary that was recorded with from any other', () => {
  const golden = writeGolden([{ feeds: {}, outputs: {} }], bytes('["Comedy","Drama"]'));
  expect(isRecordedWith(golden, bytes('["Comedy","Drama"]'))).toBe(true);
  expect(isRecordedWith(golden, bytes('["Drama","Comedy"]'))).toBe(false);
  expect(isRecordedWith({ examples: golden.examples }, bytes('any'))).toBe(true); // a version from before
});
