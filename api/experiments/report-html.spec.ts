import type { ExperimentReport } from '../../platform/experiments/report.js';
import type { ExperimentDetails } from './experiment.schema.js';
import { reportHtml } from './report-html.js';

const interval = { value: 0.8123, low: 0.7, high: 0.9 };
const arm = (name: string): ExperimentReport['arms'][number] => ({
  ...{ name, hyperparameters: { head: 'dense' }, examples: 4, metrics: { accuracy: interval }, perSeed: [] },
  confusionMatrices: [{ labels: ['hat', '<b>shoe'], counts: [[3, 1], [0, 0]] }], // prettier-ignore
  againstBaseline: null,
  mistakes: [
    { id: 'x', truth: 'hat', answer: '<b>shoe', probability: 0.97, image: 'data:image/webp;base64,AA', text: null },
  ],
  ...{ trainingSeconds: 1, epochs: 2, cost: { modelBytes: 13_000_000, latencyMilliseconds: 4.2 } },
});
const tests = [{ seed: 1, onlyArm: 9, onlyBaseline: 1, p: 0.03 }];
const report: ExperimentReport = {
  ...{ headline: 'accuracy', winner: 'new', reason: 'It is better.' },
  arms: [arm('old'), { ...arm('new'), againstBaseline: { difference: interval, tests, verdict: 'better' } }],
};
const details: ExperimentDetails = {
  ...{ id: '20261122T000000Z-00000000', createdAt: '2026-11-22T00:00:00.000Z', status: 'completed', endedAt: null },
  plan: {
    ...{ name: 'hats', family: 'image-class', title: 'Hats & <shoes>', baseline: 'old', folds: 3, seeds: [1] },
    ...{ arms: [], publish: 'none' },
  },
  ...{ failure: null, winner: 'new', publication: null, progress: null, report },
};

it('is one file with its pictures in it, without scripts and without anything fetched', () => {
  const html = reportHtml(details, report);
  expect(html).toContain('src="data:image/webp;base64,AA"');
  expect(html).not.toMatch(/<script|https?:\/\/|<link/);
  expect(html).toContain('0.812 [0.700, 0.900]');
  expect(html).toContain('9 : 1, p = 0.030');
});

it('takes names for names, whatever is in them', () => {
  const html = reportHtml(details, report);
  expect(html).toContain('Hats &amp; &lt;shoes&gt;');
  expect(html).not.toContain('<b>');
});
