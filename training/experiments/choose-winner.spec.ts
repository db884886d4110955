import { chooseWinner } from './choose-winner.js';

type Arm = Parameters<typeof chooseWinner>[0][number];

const baseline: Arm = arm('baseline', 0.8);

function arm(name: string, accuracy: number, lead?: number, verdict = 'no difference shown' as const): Arm {
  const exactly = (value: number) => ({ value, low: value, high: value });
  const againstBaseline = lead === undefined ? null : { difference: exactly(lead), tests: [], verdict };
  return { name, metrics: { accuracy: exactly(accuracy) }, againstBaseline };
}

const winnerOf = (...arms: Arm[]) => chooseWinner([baseline, ...arms], 'accuracy');

it('chooses the arm that is furthest above the baseline, and says when that may be chance', () => {
  const { winner, reason } = winnerOf(arm('better', 0.83, 0.03), arm('best', 0.85, 0.05), arm('worse', 0.7, -0.1));
  expect(winner).toBe('best');
  expect(reason).toMatch(/^Its accuracy is 0\.850, 0\.050 above the baseline .* more than chance\.$/);
});

it('stays with the baseline in a tie', () => {
  expect(winnerOf(arm('as good', 0.8, 0)).winner).toBe('baseline');
});

it('counts only what both were asked', () => {
  expect(winnerOf(arm('asked easier questions', 0.99, -0.01), arm('asked others', 1, NaN)).winner).toBe('baseline');
});
