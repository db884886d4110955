import type { Retraining } from '../api/retrainings/retraining.schema.js';
import { aRetraining } from '../test/api/a-retraining.js';
import { runMarquee } from '../test/cli/recorded-shell.js';
import { ScriptedApi } from '../test/cli/scripted-api.js';

const ID = 'retrain-plot-genre-0000aaaa';
const START = 'POST /api/models/plot-genre/retrainings';
const LOOK = `GET /api/retrainings/${ID}`;

let api: ScriptedApi;
beforeEach(async () => {
  api = await ScriptedApi.start();
  api.answer(START, { status: 202, body: { id: ID, family: 'plot-genre' } });
});
afterEach(() => api.close());

const retraining = (different: Partial<Retraining>): { body: Retraining } => ({
  body: aRetraining({ id: ID, family: 'plot-genre', ...different }),
});
const dataset = { key: 'datasets/tiny', hash: 'tiny', counts: { train: 8, validation: 1, test: 1 } };
const interval = { value: 0.8, low: 0.7, high: 0.9 };
const published = (promote: boolean) =>
  retraining({
    status: 'completed',
    outcome: {
      ...{ status: 'published', version: '20261121T080000Z-0000bbbb', dataset, metric: 'macroAuc' },
      ...{ validation: interval, test: interval, comparison: null, durationSeconds: 83, promote },
      reason: promote ? 'Not worse.' : 'Refused: worse.',
    },
  });
const training = (epoch: number) =>
  retraining({
    progress: {
      ...{ family: 'plot-genre', version: 'v', stage: 'training', detail: '', epoch, epochs: 20 },
      ...{ loss: 0.25, curve: [], secondsLeft: 95 },
    },
  });
const run = (...args: readonly string[]) => runMarquee(['retrain', 'plot-genre', ...args, '--api', api.url]);

it('starts a retraining with what is to differ, numbers as numbers, and does not wait', async () => {
  const different = ['--set', 'epochs=3', '--set', 'optimizer=adam=1', '--set', 'isFrozen=true', '--seed', '7'];
  expect((await run(...different, '--json')).json).toEqual({ id: ID, family: 'plot-genre' });
  expect(await run()).toMatchObject({ exitCode: 0, output: `Started ${ID}\n` });
  expect(api.sent(START)).toEqual([
    { hyperparameters: { epochs: 3, optimizer: 'adam=1', isFrozen: true }, seed: 7 },
    {},
  ]);
});

it('waits for the end and gives the whole retraining', async () => {
  api.answer(LOOK, training(5), published(true));
  const { exitCode, json, errors } = await run('--wait', '--json');
  expect([exitCode, json, errors]).toEqual([0, published(true).body, '']);
});

it('goes on waiting while the API is away', async () => {
  const away = { status: 503, body: { code: 'TEMPORAL_UNAVAILABLE', message: 'It is away.' } };
  api.answer(LOOK, 'cut', away, published(true));
  const { exitCode, output } = await run('--wait');
  expect(exitCode).toBe(0);
  expect(output).toBe(
    'plot-genre: 20261121T080000Z-0000bbbb is the champion, after 1 min 23 s, ' +
      'macroAuc 0.800 on test (95 %: 0.700 to 0.900). Not worse.\n',
  );
});

it.each([
  ['published and not promoted', published(false), ['--wait'], 0],
  ['refused where a promotion is required', published(false), ['--require-promotion'], 4],
  ['promoted where that is required', published(true), ['--require-promotion'], 0],
  ['failed', retraining({ status: 'failed', failure: 'No examples.' }), ['--wait'], 1],
  ['cancelled', retraining({ status: 'cancelled' }), ['--wait'], 1],
  [
    'skipped',
    retraining({ status: 'completed', outcome: { status: 'skipped', reason: 'Too few.', dataset: null } }),
    ['--require-promotion'],
    1,
  ],
])('ends as it should when it is %s', async (_what, last, args, exitCode) => {
  api.answer(LOOK, last);
  expect(await run(...args, '--json')).toMatchObject({ exitCode, json: last.body, errors: '' });
});

it('draws a bar where a person looks, and wipes it away for the answer', async () => {
  api.answer(LOOK, training(5), published(true));
  const { errors, output } = await runMarquee(['retrain', 'plot-genre', '--wait', '--api', api.url], {
    isTerminal: true,
  });
  expect(errors).toBe(
    `\r\x1b[K${'plot-genre: training  ██████░░░░░░░░░░░░░░░░░░  25 %  epoch 5 of 20'.slice(0, 59)}\r\x1b[K`,
  );
  expect(output).toContain('is the champion');
});

it('writes a line for every step where nobody looks', async () => {
  api.answer(LOOK, training(5), training(6), published(true));
  expect((await run('--wait')).errors).toBe('plot-genre: training\n');
});

it('passes on that the family is being retrained already', async () => {
  api.answer(START, { status: 409, body: { code: 'RETRAINING_RUNNING', message: 'It is.', field: 'family' } });
  expect(await run('--wait')).toMatchObject({ exitCode: 1, errors: 'It is.\n' });
});
