import type { Retraining } from '../../api/retrainings/retraining.schema.js';
import { outcomeLine, progressLine } from './progress-line.mjs';

const retraining: Retraining = {
  ...{ id: 'retrain-plot-genre-1', family: 'plot-genre', status: 'running', startedAt: '2026-11-21T10:00:00Z' },
  ...{ endedAt: null, startedBy: 'api', progress: null, outcome: null, failure: null },
};
const progress: NonNullable<Retraining['progress']> = {
  ...{ family: 'plot-genre', version: 'v', stage: 'training', detail: 'epoch 3', epoch: 3, epochs: 20 },
  ...{ loss: 0.25, curve: [], secondsLeft: 75 },
};

it('says stage, epoch, loss and the time left', () => {
  expect(progressLine({ ...retraining, progress })).toBe(
    'plot-genre: training, epoch 3 of 20, loss 0.2500, about 1 min 15 s left',
  );
});

it('says what is being done where there is no epoch yet', () => {
  const preparing = { ...progress, detail: 'features of 64 of 400 plots', epoch: 0, loss: null, secondsLeft: null };
  expect(progressLine({ ...retraining, progress: preparing })).toBe(
    'plot-genre: training, features of 64 of 400 plots',
  );
});

it('says so when nobody has taken it up', () => {
  expect(progressLine(retraining)).toBe('plot-genre: waiting for a worker');
});

it('says why a retraining failed', () => {
  const failed = { ...retraining, status: 'failed' as const, failure: 'movies.jsonl:3 has no title' };
  expect(outcomeLine(failed)).toBe('plot-genre: failed: movies.jsonl:3 has no title');
});
