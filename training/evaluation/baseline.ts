import { exampleCount } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';

/**
 * What knowing nothing about an example is worth: every example gets each label's frequency among the training
 * examples. With such a score a label is predicted for all examples or for none, and all is never the worse F1 (nor
 * balanced accuracy), so the frequencies themselves are the thresholds that choosing on validation would give.
 */
export function frequencyBaseline(
  { truth, labelCount }: Pick<ScoredExamples, 'truth' | 'labelCount'>,
  trainFrequencies: readonly number[],
): { examples: ScoredExamples; thresholds: number[] } {
  const scores = new Float32Array(truth.length);
  for (let row = 0; row < exampleCount({ truth, labelCount }); row++) scores.set(trainFrequencies, row * labelCount);
  return { examples: { scores, truth, labelCount }, thresholds: Array.from(new Float32Array(trainFrequencies)) };
}
