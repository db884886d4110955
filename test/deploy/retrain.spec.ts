import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Retraining } from '../../api/retrainings/retraining.schema.js';
import { familySummary, ScriptedApi } from '../cli/scripted-api.js';

const ROOT = join(import.meta.dirname, '../..');
const VERSION = '20261121T080000Z-0000bbbb';
const interval = { value: 0.8123, low: 0.7, high: 0.9 };
const figures = { metrics: { macroAuc: interval, microF1: interval }, baseline: {}, perLabel: [] };

let api: ScriptedApi;
beforeEach(async () => {
  api = await ScriptedApi.start();
  const families = ['plot-genre', 'poster-genre'].map((name) => familySummary({ name }));
  api.answer('GET /api/models', { body: { families } });
});
afterEach(() => api.close());

/** Lets a family's retraining end so. */
function ends(family: string, ending: Partial<Retraining>): void {
  const id = `retrain-${family}-0000aaaa`;
  api.answer(`POST /api/models/${family}/retrainings`, { status: 202, body: { id, family } });
  const retraining = { id, family, status: 'completed', progress: null, outcome: null, failure: null, ...ending };
  api.answer(`GET /api/retrainings/${id}`, { body: retraining });
  const scorecard = { validation: figures, test: figures };
  api.answer(`GET /api/models/${family}/versions/${VERSION}`, { body: { version: VERSION, scorecard } });
}

const published = (promote: boolean, reason: string): Partial<Retraining> => ({
  outcome: {
    ...{ status: 'published', version: VERSION, metric: 'macroAuc', validation: interval, test: interval },
    ...{ comparison: null, durationSeconds: 754, promote, reason },
    dataset: { key: 'datasets/tiny', hash: 'tiny', counts: { train: 80, validation: 10, test: 11 } },
  },
});

/** The script as CI runs it. */
function retrain(...families: readonly string[]) {
  const env = { ...process.env, MARQUEE_API: api.url, GITHUB_STEP_SUMMARY: '' };
  return new Promise<{ exitCode: number; output: string; errors: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['scripts/retrain.mjs', ...families],
      { cwd: ROOT, env },
      (_, output, errors) => resolve({ exitCode: child.exitCode ?? -1, output, errors }),
    );
  });
}

it("writes the scorecards and the gate's reasons of all families, and takes a refusal for no failure", async () => {
  ends('plot-genre', published(true, 'Not worse.'));
  ends('poster-genre', published(false, 'Refused: macroAuc 0.812 | worse beyond chance.'));
  const { exitCode, output, errors } = await retrain('all');
  expect([exitCode, errors]).toEqual([0, '']);
  expect(output).toContain(`### plot-genre\n\n**${VERSION} is the champion.** Not worse.`);
  expect(output).toContain(
    `**${VERSION} is published and not promoted.** Refused: macroAuc 0.812 \\| worse beyond chance.`,
  );
  expect(output).toContain(
    '| metric | validation | test |\n| --- | --- | --- |\n| macroAuc | 0.812 (0.700 to 0.900) |',
  );
  expect(output).toContain('80 examples to learn from, 10 for validation, 11 for the test; 13 min.');
}, 60_000);

it.each<[string, Partial<Retraining>, string]>([
  ['failed', { status: 'failed', failure: 'No examples.' }, '**failed**: No examples.'],
  ['was cancelled', { status: 'cancelled' }, '**cancelled**'],
  ['was skipped', { outcome: { status: 'skipped', reason: 'Too few.', dataset: null } }, '**Skipped:** Too few.'],
])(
  'fails when a run %s, and tells of the others all the same',
  async (_what, ending, told) => {
    ends('plot-genre', ending);
    ends('poster-genre', published(true, 'Not worse.'));
    const { exitCode, output } = await retrain();
    expect(exitCode).toBe(1);
    expect(output).toContain(told);
    expect(output).toContain('is the champion');
  },
  60_000,
);

it('retrains one family where one is named, and says why it could not', async () => {
  const body = { code: 'RETRAINING_RUNNING', message: 'plot-genre is being retrained already', field: 'family' };
  api.answer('POST /api/models/plot-genre/retrainings', { status: 409, body });
  const { exitCode, output } = await retrain('plot-genre');
  expect([exitCode, output]).toEqual([
    1,
    expect.stringContaining('**Not run:** plot-genre is being retrained already'),
  ]);
  expect(output).not.toContain('poster');
}, 60_000);
