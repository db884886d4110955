import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { ModelFamily } from '../../models/model-family.js';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { FakePredictor } from '../../test/api/fake-predictor.js';
import { publishFiles } from '../../test/api/publish-files.js';
import { NoChampionError } from '../errors/api-errors.js';
import { Metrics } from '../metrics/metrics.js';
import { VersionRefusedError } from './inference-thread.js';
import { ModelWatcher } from './model-watcher.js';
import type { Predictor } from './predictor.js';
import type { ServingSlot } from './serving-slot.js';
import { ServingSettings } from './serving-settings.js';
import { ServingSlots } from './serving-slots.js';
import { VersionLoader } from './version-loader.js';

const [FIRST, SECOND, THIRD] = [
  '20261121T070000Z-0000aaaa',
  '20261121T080000Z-0000bbbb',
  '20261121T090000Z-0000cccc',
] as const;

/** Loads what a spec prepared; a version it knows nothing of is warm at once. */
class FakeLoader extends VersionLoader {
  readonly loads: string[] = [];
  readonly prepared = new Map<string, () => Promise<Predictor>>();

  override load(_family: string, version: string): Promise<Predictor> {
    this.loads.push(version);
    return this.prepared.get(version)?.() ?? Promise.resolve(new FakePredictor(version));
  }
}

/** Takes all the memory that there is, and a while to let go of it. */
class LargePredictor extends FakePredictor {
  override readonly memoryBytes = 100;

  override async close(): Promise<void> {
    await sleep(20);
    await super.close();
  }
}

async function watching(different: Partial<ModelFamily> = {}) {
  const registry = new ModelRegistry(new MemoryArtifactStore());
  const loader = new FakeLoader();
  const metrics = new Metrics();
  const slots = new ServingSlots(familiesOf(fakeFamily(different)));
  const watcher = new ModelWatcher(slots, registry, loader, new ServingSettings(1, 5), metrics);
  const slot = slots.of('f');
  for (const version of [FIRST, SECOND, THIRD]) await publishFiles(registry, 'f', version);
  const promote = async (version: string) => {
    await registry.moveChampion('f', { version, reason: 'a spec wants it' }, await registry.champion('f'));
  };
  return { loader, metrics, watcher, slot, promote, look: () => watcher.look(slot) };
}

afterEach(() => jest.useRealTimers());

it('serves a champion as soon as there is one', async () => {
  const { slot, promote, look } = await watching();
  await look();
  expect([slot.version, slot.problem]).toEqual([null, null]);
  await promote(FIRST);
  await look();
  expect([slot.version, slot.problem]).toEqual([FIRST, null]);
});

it('keeps answering with the old version while the new one warms up', async () => {
  const { loader, slot, promote, look } = await watching();
  await promote(FIRST);
  await look();
  let warm = () => {};
  loader.prepared.set(SECOND, () => new Promise((resolve) => (warm = () => resolve(new FakePredictor(SECOND)))));
  await promote(SECOND);

  const looking = look();
  while (loader.loads.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(await slot.use((predictor) => Promise.resolve(predictor.version))).toBe(FIRST);

  warm();
  await looking;
  expect(await slot.use((predictor) => Promise.resolve(predictor.version))).toBe(SECOND);
});

it('keeps the old version when the new one is refused, says why, and does not try it again', async () => {
  const { loader, metrics, slot, promote, look } = await watching();
  await promote(FIRST);
  await look();
  loader.prepared.set(SECOND, () => Promise.reject(new VersionRefusedError('golden input 0 differs')));
  await promote(SECOND);

  await look();
  await look();

  expect(slot.version).toBe(FIRST);
  expect(slot.problem).toBe(`Version ${SECOND} cannot be served: golden input 0 differs`);
  expect(loader.loads).toEqual([FIRST, SECOND]);
  expect(await metrics.text()).toContain(
    'marquee_reloads_total{family="f",outcome="refused",code="VERSION_REFUSED"} 1',
  );
});

it('forgets a refused version when the champion moves back', async () => {
  const { loader, slot, promote, look } = await watching();
  await promote(FIRST);
  await look();
  loader.prepared.set(SECOND, () => Promise.reject(new VersionRefusedError('no')));
  await promote(SECOND);
  await look();
  await promote(FIRST);
  await look();
  expect([slot.version, slot.problem]).toEqual([FIRST, null]);
  expect(loader.loads).toEqual([FIRST, SECOND]);
});

it('tries again, after a pause, what may heal by itself, also when the clock was set back meanwhile', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'setTimeout'] });
  const { loader, slot, promote, look } = await watching();
  loader.prepared.set(FIRST, () => Promise.reject(new Error('the store is away')));
  await promote(FIRST);
  await look();
  await look();
  expect(loader.loads).toHaveLength(1);

  loader.prepared.delete(FIRST);
  jest.setSystemTime(Date.now() - 24 * 60 * 60 * 1000);
  jest.advanceTimersByTime(2000);
  await look();
  expect([slot.version, slot.problem]).toEqual([FIRST, null]);
});

it('begins with the latest champion that can be served when the present one cannot, and says so', async () => {
  const { loader, metrics, slot, promote, look } = await watching();
  for (const version of [FIRST, SECOND, THIRD]) await promote(version);
  for (const version of [SECOND, THIRD]) {
    loader.prepared.set(version, () => Promise.reject(new VersionRefusedError('golden input 0 differs')));
  }
  await look();
  await look();
  expect([slot.version, slot.problem]).toEqual([FIRST, `Version ${THIRD} cannot be served: golden input 0 differs`]);
  expect(loader.loads).toEqual([THIRD, SECOND, FIRST]);
  expect(await metrics.text()).toContain('marquee_reloads_total{family="f",outcome="served"} 1');

  loader.prepared.delete(SECOND);
  await promote(SECOND);
  await look();
  expect([slot.version, slot.problem]).toEqual([SECOND, null]);
});

it('begins with the champion before while the present one is out of reach, and goes on to it when it is back', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'setTimeout'] });
  const { loader, slot, promote, look } = await watching();
  for (const version of [FIRST, SECOND]) await promote(version);
  loader.prepared.set(SECOND, () => Promise.reject(new Error('the store is away')));
  await look();
  expect([slot.version, slot.problem]).toEqual([FIRST, `Version ${SECOND} cannot be served: the store is away`]);

  loader.prepared.delete(SECOND);
  jest.advanceTimersByTime(2000);
  await look();
  expect([slot.version, slot.problem]).toEqual([SECOND, null]);
});

it('looks by itself until the application shuts down, and then closes what it served', async () => {
  const { slot, watcher, promote } = await watching();
  await watcher.start();
  await promote(FIRST);
  while (slot.version === null) await new Promise((resolve) => setTimeout(resolve, 1));
  await watcher.stop();
  expect(slot.version).toBeNull();
});

describe('a family that is loaded on demand', () => {
  const asked = (slot: ServingSlot) => slot.use((predictor) => Promise.resolve(predictor.version));

  it('is left alone until somebody asks, who waits for it', async () => {
    const { loader, slot, promote, look } = await watching({ loading: 'on-demand' });
    await promote(FIRST);
    await look();
    expect([loader.loads, slot.version, slot.answering(FIRST)]).toEqual([[], null, FIRST]);
    expect(await asked(slot)).toBe(FIRST);
    expect(loader.loads).toEqual([FIRST]);
  });

  it('is loaded once for all who ask at the same time', async () => {
    const { loader, slot, promote } = await watching({ loading: 'on-demand' });
    await promote(FIRST);
    expect(await Promise.all([asked(slot), asked(slot), asked(slot)])).toEqual([FIRST, FIRST, FIRST]);
    expect(loader.loads).toEqual([FIRST]);
  });

  it('is loaded once although the watcher looks meanwhile', async () => {
    const { loader, slot, promote, look } = await watching({ loading: 'on-demand' });
    let warm = () => {};
    loader.prepared.set(FIRST, () => new Promise((resolve) => (warm = () => resolve(new FakePredictor(FIRST)))));
    await promote(FIRST);
    const asking = asked(slot);
    while (loader.loads.length < 1) await new Promise((resolve) => setImmediate(resolve));
    const looking = look();
    await new Promise((resolve) => setImmediate(resolve));
    expect(loader.loads).toEqual([FIRST]);
    warm();
    await Promise.all([asking, looking]);
    expect(loader.loads).toEqual([FIRST]);
  });

  it('answers although others are asked at once, and all of them together do not fit', async () => {
    const registry = new ModelRegistry(new MemoryArtifactStore());
    const slots = new ServingSlots(
      familiesOf(...['before', 'small', 'large'].map((name) => fakeFamily({ name, loading: 'on-demand' }))),
    );
    const loader = new FakeLoader();
    loader.prepared.set(FIRST, () => Promise.resolve(new LargePredictor(FIRST)));
    const watcher = new ModelWatcher(slots, registry, loader, new ServingSettings(1, 5, 1), new Metrics());
    for (const { family } of slots.all()) {
      await publishFiles(registry, family, FIRST);
      await registry.moveChampion(family, { version: FIRST, reason: 'a spec wants it' }, null);
    }
    await asked(slots.of('before'));
    expect(await Promise.all([asked(slots.of('small')), asked(slots.of('large'))])).toEqual([FIRST, FIRST]);
    await watcher.stop();
  });

  it('follows the champion while it is loaded, and is loaded anew once it was unloaded', async () => {
    const { loader, slot, promote, look } = await watching({ loading: 'on-demand' });
    await promote(FIRST);
    await asked(slot);
    await promote(SECOND);
    await look();
    expect(slot.version).toBe(SECOND);
    await slot.replace(undefined);
    await promote(THIRD);
    await look();
    expect(slot.version).toBeNull();
    expect(await asked(slot)).toBe(THIRD);
    expect(loader.loads).toEqual([FIRST, SECOND, THIRD]);
  });

  it('says that there is no champion, or why it cannot be loaded, to those who ask', async () => {
    const { loader, slot, promote } = await watching({ loading: 'on-demand' });
    await expect(asked(slot)).rejects.toThrow(NoChampionError);
    loader.prepared.set(FIRST, () => Promise.reject(new VersionRefusedError('it is broken')));
    await promote(FIRST);
    await expect(asked(slot)).rejects.toThrow(NoChampionError);
    expect([slot.problem, slot.answering(FIRST)]).toEqual([`Version ${FIRST} cannot be served: it is broken`, null]);
  });
});
