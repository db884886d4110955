import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { ServingLeases } from '../../platform/serving-leases.js';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { FakePredictor } from '../../test/api/fake-predictor.js';
import { LeaseKeeper } from './lease-keeper.js';
import { ServingSlots } from './serving-slots.js';
import { WatcherLog } from './watcher-log.js';

const [FIRST, SECOND] = ['20261121T070000Z-0000aaaa', '20261121T080000Z-0000bbbb'] as const;
const MINUTE = 60_000;

class CountingStore extends MemoryArtifactStore {
  puts = 0;
  isAway = false;

  override put(...args: Parameters<MemoryArtifactStore['put']>): ReturnType<MemoryArtifactStore['put']> {
    if (this.isAway) return Promise.reject(new Error('away'));
    this.puts++;
    return super.put(...args);
  }
}

function keeping() {
  const store = new CountingStore();
  const leases = new ServingLeases(store);
  const slots = new ServingSlots(familiesOf(fakeFamily()));
  const told: string[] = [];
  const log = new WatcherLog();
  log.listen({ log: () => undefined, error: (text) => void told.push(text) });
  const keeper = new LeaseKeeper(slots, leases, log);
  const serve = (version: string) => slots.of('f').replace(new FakePredictor(version));
  const isHeld = async () => [await leases.isHeld('f', FIRST), await leases.isHeld('f', SECOND)];
  return { store, keeper, serve, isHeld, told };
}

it('holds what is served, and lets go of what was', async () => {
  const { keeper, serve, isHeld } = keeping();
  await keeper.look();
  expect(await isHeld()).toEqual([false, false]);
  await serve(FIRST);
  await keeper.look();
  expect(await isHeld()).toEqual([true, false]);
  await serve(SECOND);
  await keeper.look();
  expect(await isHeld()).toEqual([false, true]);
  await keeper.stop();
  expect(await isHeld()).toEqual([false, false]);
});

it('renews every ten minutes, no more often', async () => {
  const { store, keeper, serve } = keeping();
  await serve(FIRST);
  for (let minute = 0; minute < 30; minute++) await keeper.look(minute * MINUTE);
  expect(store.puts).toBe(3);
});

it('says once that the store is away, and tries at every look', async () => {
  const { store, keeper, serve, isHeld, told } = keeping();
  await serve(FIRST);
  store.isAway = true;
  for (let look = 0; look < 3; look++) await keeper.look();
  expect(told).toEqual([`f: cannot say that ${FIRST} is served: Error: away`]);
  store.isAway = false;
  await keeper.look();
  expect(await isHeld()).toEqual([true, false]);
});
