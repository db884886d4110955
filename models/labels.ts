import { z } from 'zod';
import type { Outputs, Prediction } from './model-family.js';

/** What every family that answers with labels remembers: the order of the graph's outputs, and when a label counts. */
export const LabelVocabularySchema = z.object({
  labels: z
    .array(
      z.object({
        label: z.string().min(1),
        /** Probability from which the label counts as predicted, chosen on validation. */
        threshold: z.number().min(0).max(1),
      }),
    )
    .min(1),
});
export type LabelVocabulary = z.infer<typeof LabelVocabularySchema>;

/** @throws RangeError when the graph gave another number of probabilities than the vocabulary has labels */
export function decodeLabels({ labels }: LabelVocabulary, { probabilities }: Outputs): Prediction {
  if (probabilities?.length !== labels.length) {
    throw new RangeError(`Expected ${labels.length} probabilities, got ${probabilities?.length ?? 'none'}`);
  }
  return {
    labels: labels
      .map(({ label, threshold }, index) => {
        const probability = probabilities[index] ?? 0;
        return { label, probability, isPredicted: probability >= threshold };
      })
      .sort((a, b) => b.probability - a.probability),
  };
}
