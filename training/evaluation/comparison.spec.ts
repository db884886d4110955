import { Random } from '../random.js';
import { compareOnSameExamples } from './comparison.js';
import type { Contestant } from './comparison.js';
import { scoreSplit } from './score-split.js';

const EXAMPLES = 300;
const LABELS = ['Drama', 'Comedy', 'War'];
const random = new Random(11);
const truth = Uint8Array.from({ length: EXAMPLES * LABELS.length }, () => (random.fraction() < 0.3 ? 1 : 0));

/** Right by `skill` (0 is blind guessing), wrong by the same noise for everybody. */
const noise = truth.map(() => random.below(256));
function contestant(skill: number, labels: readonly string[] = LABELS): Contestant {
  const columns = labels.map((label) => LABELS.indexOf(label));
  const scores = Array.from({ length: EXAMPLES }, (_, row) =>
    columns.map((column) => {
      const at = row * LABELS.length + column;
      return column === -1 ? 0.5 : (noise[at]! / 256 + skill * truth[at]!) / (1 + skill);
    }),
  );
  const decision = { kind: 'thresholds', thresholds: labels.map(() => 0.5) } as const;
  return { labels, scores: Float32Array.from(scores.flat()), decision };
}

const compare = (candidate: Contestant, champion: Contestant) =>
  compareOnSameExamples({ metric: 'macroAuc', candidate, champion, truth, seed: 5 });

describe('compareOnSameExamples', () => {
  it('finds no difference at all between a version and itself', () => {
    const { candidate, champion, difference } = compare(contestant(0.5), contestant(0.5));
    expect(candidate).toBe(champion);
    expect(difference).toEqual({ value: 0, low: 0, high: 0 });
  });

  it('is sure of a small difference that two separate intervals would hide', () => {
    const [better, worse] = [contestant(0.5), contestant(0.45)];
    const { difference } = compare(better, worse);
    expect(difference.low).toBeGreaterThan(0);

    const score = ({ labels, scores, decision }: Contestant) =>
      scoreSplit({
        labels,
        scores,
        truth,
        decision,
        trainFrequencies: [0.3, 0.3, 0.3],
        task: 'multi-label',
        seed: 5,
      });
    expect(score(better).metrics.macroAuc!.low).toBeLessThan(score(worse).metrics.macroAuc!.high);
  });

  it('says a worse candidate is worse', () => {
    expect(compare(contestant(0.1), contestant(0.5)).difference.high).toBeLessThan(0);
  });

  it('compares the labels that both know, wherever they stand in each version', () => {
    const reordered = compare(contestant(0.5), contestant(0.5, ['War', 'Musical', 'Drama']));
    expect(reordered.labels.map(({ label }) => label)).toEqual(['Drama', 'War']);
    expect(reordered.difference).toEqual({ value: 0, low: 0, high: 0 });
    for (const { candidateF1, championF1 } of reordered.labels) expect(candidateF1).toBe(championF1);
  });

  it('has no figure for versions that share no label: the gate, not an error, decides what that means', () => {
    const { candidate, champion, difference, labels } = compare(contestant(0.5), contestant(0.5, ['Musical']));
    expect([candidate, champion, difference.value, difference.low, difference.high]).toEqual([NaN, NaN, NaN, NaN, NaN]);
    expect(labels).toEqual([]);
  });
});
