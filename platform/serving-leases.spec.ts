import { MemoryArtifactStore } from './memory-artifact-store.js';
import { LEASE_MILLISECONDS, ServingLeases } from './serving-leases.js';

const VERSION = '20261121T070000Z-0000aaaa';
const OTHER = '20261121T070000Z-0000aaab';

function leasing() {
  const store = new MemoryArtifactStore();
  const clock = { now: Date.parse('2026-11-21T08:00:00Z') };
  return { store, clock, leases: new ServingLeases(store, () => clock.now) };
}

it('says which version somebody holds, until the last one lets go', async () => {
  const { leases } = leasing();
  await leases.hold('plot-genre', VERSION, 'one');
  await leases.hold('plot-genre', VERSION, 'two');
  await leases.release('plot-genre', VERSION, 'one');
  expect(await leases.isHeld('plot-genre', VERSION)).toBe(true);
  expect(await leases.isHeld('plot-genre', OTHER)).toBe(false);
  await leases.release('plot-genre', VERSION, 'two');
  expect(await leases.isHeld('plot-genre', VERSION)).toBe(false);
});

it('is over an hour after a process died that held it, and leaves nothing', async () => {
  const { store, clock, leases } = leasing();
  await leases.hold('plot-genre', VERSION, 'killed');
  clock.now += LEASE_MILLISECONDS - 1;
  expect(await leases.isHeld('plot-genre', VERSION)).toBe(true);
  clock.now += 1;
  expect(await leases.isHeld('plot-genre', VERSION)).toBe(false);
  for await (const { key } of store.list('serving/')) throw new Error(`${key} is left`);
});

it('takes one that nobody can read for none', async () => {
  const { store, leases } = leasing();
  await store.put(`serving/plot-genre/${VERSION}/broken`, new TextEncoder().encode('{'));
  expect(await leases.isHeld('plot-genre', VERSION)).toBe(false);
});
