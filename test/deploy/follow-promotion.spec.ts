import { execFile } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import type { FamilySummary } from '../../api/models/model.schema.js';
import { ApiBench, FIRST, SECOND, THIRD } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import { ScriptedApi } from '../cli/scripted-api.js';

const ROOT = join(import.meta.dirname, '../..');
const FAMILY = 'poster-check';
const SECRET = 'a secret of at least 32 characters';
const REASON = 'Not worse: `reboot` $(reboot) <img src=x> | "quoted"';

let bench: ApiBench;
let api: RunningApi;

beforeEach(async () => {
  bench = await ApiBench.create();
  await bench.serveAll();
  api = await bench.start();
  await api.served(FAMILY, FIRST);
}, 60_000);
afterEach(async () => {
  await api?.stop();
  await bench?.remove();
}, 30_000);

const sign = (text: string) => `sha256=${createHmac('sha256', SECRET).update(text).digest('hex')}`;

interface Given {
  readonly version: string;
  readonly previousVersion?: string | null;
  readonly reason?: string;
  readonly family?: string;
  readonly promotedAt?: string;
  /** By default what nothing can come of waiting for is not waited for long. */
  readonly patienceSeconds?: number;
  /** By default the real one. */
  readonly url?: string;
}

/** The script as CI runs it. */
async function follow({ version, patienceSeconds = 3, url = api.url, ...different }: Given, signature?: string) {
  const announced = {
    family: FAMILY,
    version,
    previousVersion: FIRST,
    reason: REASON,
    promotedAt: new Date().toISOString(),
  };
  const promotion = JSON.stringify({ ...announced, ...different, deliveryId: 'an id' });
  const env = {
    ...{ ...process.env, MARQUEE_API: url, DEPLOY_PATIENCE_SECONDS: String(patienceSeconds), GITHUB_STEP_SUMMARY: '' },
    MARQUEE_PROMOTION: promotion,
    MARQUEE_PROMOTION_SIGNATURE: signature ?? sign(promotion),
    MARQUEE_PROMOTION_WEBHOOK_SECRET: SECRET,
  };
  return new Promise<{ exitCode: number; output: string; errors: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ['scripts/follow-promotion.mjs'],
      { cwd: ROOT, env },
      (_, output, errors) => resolve({ exitCode: child.exitCode ?? -1, output, errors }),
    );
  });
}

/** @param goldenError 0 for a version that answers as it was published */
async function promote(version: string, goldenError: number): Promise<void> {
  await bench.versions.publish(bench.family(FAMILY), { version, seed: 2, goldenError });
  await bench.versions.promote(FAMILY, version);
}
const champion = async () => (await bench.registry.champion(FAMILY))!.champion;

it('waits until the promoted version is served, and asks its golden inputs', async () => {
  await promote(SECOND, 0);
  const { exitCode, output } = await follow({ version: SECOND, patienceSeconds: 30 });
  expect(exitCode).toBe(0);
  expect(output).toContain('answers as it was published \\(served, golden input 0\\)');
  expect(output).toContain('\\`reboot\\` $\\(reboot\\) \\<img src=x\\> \\| "quoted"'); // text in Markdown, and no more
}, 60_000);

it('makes the champion before it champion again when the version cannot be served, and fails', async () => {
  await promote(SECOND, 0.5);
  const { exitCode, errors, output } = await follow({ version: SECOND });
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/does not answer as it was published: served: .*golden input 0/);
  expect(errors).toContain(`${FIRST} is the champion again.`);
  expect(output).toContain('The promotion did not arrive');
  expect(await champion()).toMatchObject({ version: FIRST, previousVersion: SECOND });
  expect((await champion()).reason).toMatch(/^Rolled back by the deployment: /);
}, 60_000);

describe('of an API that has troubles of its own', () => {
  const STORY = 'plot-genre'; // a version from before texts were recorded may answer any story, so nothing has to be worked out
  const PUT = `PUT /api/models/${STORY}/champion`;
  const PREDICT = `POST /api/predictions/${STORY}`;
  const AWAY = { status: 503, body: { code: 'STORE_UNAVAILABLE', message: 'S3 is away' } };
  let front: ScriptedApi;
  let summary: FamilySummary;

  beforeEach(async () => {
    front = await ScriptedApi.start();
    await api.served(STORY, FIRST);
    summary = await api.get<FamilySummary>(`/api/models/${STORY}`);
    const files = `/api/models/${STORY}/versions/${FIRST}/files`;
    const golden = await api.get<{ examples: { texts?: unknown }[] }>(`${files}/golden.json`);
    for (const example of golden.examples) delete example.texts;
    front.answer(`GET ${files}/golden.json`, { body: golden });
    front.answer(`GET ${files}/vocabulary.json`, { body: await api.get(`${files}/vocabulary.json`) });
    front.answer(`GET /api/models/${STORY}`, { body: summary });
    front.answer(PREDICT, answered(0.7));
  });
  afterEach(() => front.close());

  const answered = (probability: number) => {
    const labels = ['Comedy', 'Drama', 'Horror'].map((label) => ({ label, probability, isPredicted: true }));
    return { body: { family: STORY, version: FIRST, prediction: { labels }, notices: [] } };
  };
  const followStory = (patienceSeconds: number) =>
    follow({ version: FIRST, previousVersion: SECOND, family: STORY, url: front.url, patienceSeconds });

  it('asks again until it answers, and moves nothing', async () => {
    const serving = { version: SECOND };
    front.answer(
      `GET /api/models/${STORY}`,
      ...[AWAY, { body: { ...summary, serving, problem: 'S3 is away' } }, { body: summary }],
    );
    front.answer(PREDICT, AWAY, answered(0.7));
    expect((await followStory(60)).exitCode).toBe(0);
    expect(front.sent(PUT)).toEqual([]);
  }, 90_000);

  it('fails without moving anything when it never could be asked', async () => {
    front.answer(PREDICT, AWAY);
    const { exitCode, errors } = await followStory(1);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('could not be asked within 1 s: S3 is away')]);
    expect(front.sent(PUT)).toEqual([]);
  }, 60_000);

  it('goes back from that version alone, asking again while it cannot be written', async () => {
    front.answer(PREDICT, answered(7));
    front.answer(PUT, AWAY, { status: 409, body: { code: 'CHAMPION_CONFLICT', message: 'It was moved' } });
    const { exitCode, errors } = await followStory(3);
    expect([exitCode, errors]).toEqual([1, expect.stringContaining('made the champion meanwhile, so nothing is done')]);
    expect(front.sent(PUT)).toMatchObject(Array(2).fill({ version: SECOND, from: FIRST }));
  }, 60_000);
});

it('does not let two bad versions take turns', async () => {
  await promote(SECOND, 0.5);
  const reason = 'Rolled back by the deployment: the other one is worse';
  const { exitCode, errors } = await follow({ version: SECOND, reason });
  expect([exitCode, errors]).toEqual([1, expect.stringContaining('a person has to look')]);
  expect((await champion()).version).toBe(SECOND);
}, 60_000);

it('leaves alone what was promoted since', async () => {
  await promote(SECOND, 0.5);
  await promote(THIRD, 0);
  const { exitCode, output } = await follow({ version: SECOND });
  expect([exitCode, output]).toEqual([0, expect.stringContaining(`is champion by now, not ${SECOND}`)]);
  expect((await champion()).version).toBe(THIRD);
}, 60_000);

it('follows nobody who does not know the secret, and no old promotion', async () => {
  await promote(SECOND, 0.5);
  const forged = await follow({ version: SECOND }, `sha256=${'0'.repeat(64)}`);
  expect([forged.exitCode, forged.errors]).toEqual([1, 'The promotion is not signed with our secret\n']);
  const old = await follow({ version: SECOND, promotedAt: new Date(Date.now() - 72 * 3_600_000).toISOString() });
  expect([old.exitCode, old.errors]).toEqual([1, expect.stringContaining('too long ago to follow')]);
  expect((await champion()).version).toBe(SECOND);
}, 60_000);
