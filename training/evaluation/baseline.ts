import type { Decision } from './decision.js';
import { exampleCount } from './scored-examples.js';
import type { ScoredExamples } from './scored-examples.js';

/**
 * What knowing nothing about an example is worth: every example gets each label's frequency among the training
 * examples. With such a score a label is predicted for all examples or for none, and all is never the worse F1 (nor
 * balanced accuracy), so the frequencies themselves are the thresholds that choosing on validation would give. Where
 * exactly one label is right, it is always the most frequent one.
 */
export function frequencyBaseline(
  { truth, labelCount }: Pick<ScoredExamples, 'truth' | 'labelCount'>,
  trainFrequencies: readonly number[],
  decision: Decision,
): { examples: ScoredExamples; decision: Decision } {
  const scores = new Float32Array(truth.length);
  for (let row = 0; row < exampleCount({ truth, labelCount }); row++) scores.set(trainFrequencies, row * labelCount);
  const examples = { scores, truth, labelCount };
  if (decision.kind === 'most-probable') return { examples, decision };
  return { examples, decision: { kind: 'thresholds', thresholds: Array.from(new Float32Array(trainFrequencies)) } };
}
