import { z } from 'zod';
import type { LabelProbability, LabelsPrediction, Outputs } from './model-family.js';

/** What every family that answers with labels remembers: the order of the graph's outputs, and when a label counts. */
export const LabelVocabularySchema = z.object({
  labels: z
    .array(
      z.object({
        label: z.string().min(1),
        /** Probability from which the label counts as predicted, chosen on validation; without one the most probable does. */
        threshold: z.number().min(0).max(1).optional(),
        /** The head that answers with it, where the family has several. */
        head: z.string().min(1).optional(),
      }),
    )
    .min(1),
});
export type LabelVocabulary = z.infer<typeof LabelVocabularySchema>;

/** @throws RangeError when the graph gave another number of probabilities than the vocabulary has labels */
export function decodeLabels({ labels }: LabelVocabulary, { probabilities }: Outputs): LabelsPrediction {
  if (probabilities?.length !== labels.length) {
    throw new RangeError(`Expected ${labels.length} probabilities, got ${probabilities?.length ?? 'none'}`);
  }
  const known = labels.map((entry, index) => ({ ...entry, probability: probabilities[index] ?? 0 }));
  const highest = new Map<string | undefined, number>();
  for (const { head, probability } of known) highest.set(head, Math.max(probability, highest.get(head) ?? 0));
  return {
    labels: known
      .map(({ label, head, probability, threshold = highest.get(head)! }): LabelProbability => {
        return { label, ...(head === undefined ? {} : { head }), probability, isPredicted: probability >= threshold };
      })
      .sort((a, b) => b.probability - a.probability),
  };
}
