import { WorkflowFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { collectionName } from '../../platform/collection-name.js';
import { PlatformError } from '../../platform/errors.js';
import { startTemporal } from '../support/temporal-server.js';
import { FAMILY, RetrainingBench } from './retraining-bench.js';

let temporal: TestWorkflowEnvironment;
let bench: RetrainingBench;

beforeAll(async () => {
  temporal = await startTemporal();
}, 30_000);
afterAll(() => temporal.teardown());

beforeEach(async () => {
  bench = new RetrainingBench(temporal);
  await bench.startWorkers();
}, 30_000);
afterEach(() => bench.stopWorkers(), 30_000);

describe('a retraining', () => {
  it('publishes a first version that beats the baseline, with its lineage, and makes it champion', async () => {
    const outcome = await bench.publish({ seed: 7, hyperparameters: { learningRate: 0.01 } });
    const { version } = outcome;
    expect(outcome).toMatchObject({ promote: true, comparison: null, metric: 'macroAuc', validation: { value: 0.8 } });

    const manifest = await bench.registry.manifest(FAMILY, version);
    expect(manifest.files.map(({ name }) => name)).toEqual(['golden.json', 'model.onnx', 'weights.bin']);
    expect(manifest.collection).toBe(collectionName(FAMILY, version));
    expect(manifest.lineage).toMatchObject({
      ...{ parentVersion: null, seed: 7, hyperparameters: { learningRate: 0.01 }, dataset: outcome.dataset },
      libraries: { node: process.versions.node },
    });
    expect(manifest.lineage.durationSeconds).toBeGreaterThan(0);
    expect((await bench.registry.champion(FAMILY))?.champion).toMatchObject({ version, reason: outcome.reason });
    expect(await bench.keys('checkpoints/')).toEqual([]);
  }, 30_000);

  it('goes on with what the champion was trained with, unless something else is asked for', async () => {
    const asked = { learningRate: 0.02 };
    const settingsOf = async ({ version }: { version: string }) =>
      (await bench.registry.manifest(FAMILY, version)).lineage.overrides;
    const winner = await bench.publish({ hyperparameters: asked });
    expect(winner.promote).toBe(true);
    expect(await settingsOf(await bench.publish())).toEqual(asked);
    expect(await settingsOf(await bench.publish({ hyperparameters: {} }))).toEqual({});
  });

  it('publishes a version that is worse than the champion, but leaves the champion where it is', async () => {
    const champion = await bench.publish();
    bench.steps.script.difference = { value: -0.05, low: -0.07, high: -0.03 };
    const refused = await bench.publish();
    expect(refused).toMatchObject({ promote: false, comparison: { difference: { value: -0.05 } } });
    expect(refused.reason).toContain('macroAuc 0.800 against the champion');
    expect(bench.steps.comparedWith).toEqual([champion.version]);
    expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(champion.version);
    const published = [refused.version, champion.version].sort().reverse(); // two of one second have no order but their names
    expect(await bench.registry.versions(FAMILY)).toEqual(published);
    expect((await bench.registry.manifest(FAMILY, refused.version)).lineage.parentVersion).toBe(champion.version);
  }, 30_000);

  it('is skipped with the reason when there is too little to learn from', async () => {
    bench.steps.script.tooFew = 'No label of tiny has 100 examples.';
    const retraining = await bench.start();
    expect(await retraining.result()).toMatchObject({
      status: 'skipped',
      reason: 'No label of tiny has 100 examples.',
    });
    expect(await bench.keys('models/', 'checkpoints/', 'collections/')).toEqual([]);
  }, 30_000);

  it('judges a candidate anew against a champion that was moved meanwhile', async () => {
    const [older, newer] = [await bench.publish(), await bench.publish()];
    bench.steps.comparedWith.length = 0;
    bench.steps.script.onExport = () => void rollBack(older.version);
    const outcome = await bench.publish();
    expect(bench.steps.comparedWith).toEqual([newer.version, older.version]);
    expect(outcome.promote).toBe(true);
    expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(outcome.version);
  }, 30_000);

  it('replaces a champion that is damaged, although nothing can be compared with it', async () => {
    const { version } = await bench.publish();
    await bench.store.put(`models/${FAMILY}/${version}/model.onnx`, new TextEncoder().encode('other bytes'));
    bench.steps.script.onCompare = async (champion) =>
      void (await bench.registry.readFile(FAMILY, champion, 'model.onnx'));
    const outcome = await bench.publish();
    expect(bench.steps.comparedWith).toEqual([version]); // once: no further try mends it
    expect(outcome).toMatchObject({ promote: true, comparison: null });
    expect(outcome.reason).toMatch(/^The champion is damaged: macroAuc 0.800/);
    expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(outcome.version);
  }, 30_000);

  it('gives way after three rounds to whoever keeps moving the champion', async () => {
    const first = await bench.publish();
    bench.steps.script.onCompare = () => Promise.resolve(void setTimeout(() => void rollBack(first.version), 0));
    const outcome = await bench.publish();
    expect(bench.steps.comparedWith).toHaveLength(3);
    expect(outcome).toMatchObject({
      promote: false,
      reason: 'Not promoted: the champion was moved 3 times meanwhile.',
    });
    expect((await bench.registry.champion(FAMILY))?.champion.version).toBe(first.version);
  }, 30_000);

  it('that fails for good fails at once, says why, and leaves nothing of its version', async () => {
    const champion = await bench.publish();
    const before = await bench.keys('');
    let tries = 0;
    bench.steps.script.onExport = () => {
      tries++;
      throw new PlatformError('ODD_LAYER', 422, 'Layer "odd" cannot be exported');
    };
    const failure = await (await bench.start()).result().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkflowFailedError);
    expect((failure as WorkflowFailedError).cause).toMatchObject({
      cause: { message: 'Layer "odd" cannot be exported' },
    });
    expect(tries).toBe(1);
    expect(await bench.keys('')).toEqual(before);
    expect(await bench.registry.versions(FAMILY)).toEqual([champion.version]);
  }, 30_000);

  it('ends when the workflow itself meets what nobody thought of, instead of trying for ever', async () => {
    bench.steps.script.baseline = undefined as unknown as number; // a figure that a first version is judged by
    const failure = await (await bench.start()).result().catch((error: unknown) => error);
    expect((failure as WorkflowFailedError).cause).toMatchObject({
      message: expect.stringContaining('met an error of its own') as string,
    });
    expect(await bench.registry.versions(FAMILY)).toEqual([]);
  }, 30_000);

  it('goes on after a failure that heals', async () => {
    let tries = 0;
    bench.steps.script.onExport = () => {
      if (++tries < 3) throw new Error('the disk is busy');
    };
    expect((await bench.publish()).promote).toBe(true);
    expect(tries).toBe(3);
  }, 30_000);

  it('keeps ten versions, and drops the collections of those that go', async () => {
    const first = await bench.publish();
    const older = await Promise.all(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'].map(publishedIn));
    const last = await bench.publish();
    const recent = [first.version, last.version].sort().reverse(); // of one second, chance orders them
    expect(await bench.registry.versions(FAMILY)).toEqual([...recent, ...older.slice(2).reverse()]);
    for (const version of older)
      expect(await bench.index.has(collectionName(FAMILY, version))).toBe(older.indexOf(version) >= 2);
  }, 30_000);

  it('has published its version though an old one cannot be removed', async () => {
    const months = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10'];
    for (const month of months) await publishedIn(month);
    bench.index.drop = () => Promise.reject(new PlatformError('STUCK', 422, 'This collection cannot be dropped'));
    const { version } = await bench.publish();
    expect((await bench.registry.champion(FAMILY))?.champion).toMatchObject({ version, previousVersion: null });
    expect(await bench.registry.versions(FAMILY)).toHaveLength(10); // the eleventh is no version any more
  }, 30_000);
});

/** A version of long ago: the year 2020, in the given month. */
async function publishedIn(month: string): Promise<string> {
  const version = `2020${month}01T000000Z-00000000`;
  const run = { family: FAMILY, version, hyperparameters: {}, seed: 1 };
  const { dataset } = await bench.steps.prepareDataset();
  await bench.steps.recordGoldenInputs({ ...run, dataset });
  const { collection } = await bench.steps.embedCatalogue({ ...run, dataset });
  const backbones = [{ name: 'none', sha256: '0' }];
  const made = { gitCommit: null, libraries: {}, durationSeconds: 0 };
  const lineage = { dataset, parentVersion: null, backbones, overrides: {}, ...made };
  const createdAt = `2020-${month}-01T00:00:00Z`;
  await bench.registry.commit({ ...run, createdAt, collection, lineage: { ...run, ...lineage } });
  return version;
}

async function rollBack(version: string): Promise<void> {
  const seen = await bench.registry.champion(FAMILY);
  await bench.registry.moveChampion(FAMILY, { version, reason: 'rolled back by hand' }, seen);
}
