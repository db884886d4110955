import { z } from 'zod';
import type { SparseRow } from './sparse-row.js';
import { normaliseText } from './text.js';

/** What the data decides about the word branch: which word sequences count, and how much a rare one weighs. */
export const NgramVocabularySchema = z
  .object({
    terms: z.array(z.string()).min(1),
    /** Inverse document frequency of each term. */
    weights: z.array(z.number()),
  })
  .refine(({ terms, weights }) => terms.length === weights.length, 'expected one weight for each term');
export type NgramVocabulary = z.infer<typeof NgramVocabularySchema>;

/** The distinct words and pairs of neighbouring words of a text, each with how often it occurs. */
export function countNgrams(text: string): Map<string, number> {
  const words =
    normaliseText(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [];
  const counts = new Map<string, number>();
  words.forEach((word, index) => {
    const previous = words[index - 1];
    for (const term of previous === undefined ? [word] : [word, `${previous} ${word}`]) {
      counts.set(term, (counts.get(term) ?? 0) + 1);
    }
  });
  return counts;
}

/**
 * The terms that occur in at least `minimumTexts` texts, with their smoothed inverse document frequency.
 * @see equal to scikit-learn's TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2), min_df=minimumTexts)
 */
export function fitNgrams(texts: readonly string[], minimumTexts: number): NgramVocabulary {
  const frequencies = new Map<string, number>();
  for (const text of texts) {
    for (const term of countNgrams(text).keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  }
  const kept = [...frequencies]
    .filter(([, frequency]) => frequency >= minimumTexts)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    terms: kept.map(([term]) => term),
    weights: kept.map(([, frequency]) => round(Math.log((1 + texts.length) / (1 + frequency)) + 1)),
  };
}

const ROW_LENGTH = 30; // at length 1 the word branch would learn thirty times slower than the standardised one beside it

/** How a text becomes a row: (1 + ln count) times the term's weight, every row scaled to the same length. */
export function ngramEncoder({ terms, weights }: NgramVocabulary): (text: string) => SparseRow {
  const columnOf = new Map(terms.map((term, column) => [term, column]));
  return (text) => {
    const known = [...countNgrams(text)]
      .map(([term, count]) => ({ column: columnOf.get(term), count }))
      .filter((entry): entry is { column: number; count: number } => entry.column !== undefined)
      .sort((a, b) => a.column - b.column);
    const values = known.map(({ column, count }) => (1 + Math.log(count)) * weights[column]!);
    const scale = ROW_LENGTH / (Math.hypot(...values) || 1);
    return {
      columns: Uint32Array.from(known, ({ column }) => column),
      values: Float32Array.from(values, (value) => value * scale),
    };
  };
}

/** Six digits are more than float32 arithmetic keeps, and a third of the bytes in `vocabulary.json`. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
