import { MemoryArtifactStore } from './memory-artifact-store.js';
import { LEASE_MILLISECONDS, ServingLeases } from './serving-leases.js';

const FAMILY = 'plot-genre';
const [VERSION, OTHER] = ['20261121T070000Z-0000aaaa', '20261121T070000Z-0000aaab'] as const;

function leasing() {
  const store = new MemoryArtifactStore();
  const clock = { now: Date.parse('2026-11-21T08:00:00Z') };
  return { store, clock, leases: new ServingLeases(store, () => clock.now) };
}

it('says which version somebody holds, until the last one lets go', async () => {
  const { leases } = leasing();
  await leases.hold(FAMILY, VERSION, 'one');
  await leases.hold(FAMILY, VERSION, 'two');
  await leases.release(FAMILY, VERSION, 'one');
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(true);
  expect(await leases.isHeld(FAMILY, OTHER)).toBe(false);
  await leases.release(FAMILY, VERSION, 'two');
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(false);
});

it('is over when it was seen an hour ago and is the same still, and leaves nothing', async () => {
  const { store, clock, leases } = leasing();
  await leases.hold(FAMILY, VERSION, 'killed');
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(true);
  clock.now += LEASE_MILLISECONDS - 1;
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(true);
  clock.now += 1;
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(false);
  for await (const { key } of store.list('')) throw new Error(`${key} is left`);
});

it('goes on for as long as it is renewed, whatever the clock of its holder says', async () => {
  const { store, clock, leases } = leasing();
  const holder = new ServingLeases(store, () => 0);
  for (let hour = 0; hour < 5; hour++) {
    await holder.hold(FAMILY, VERSION, 'an-api');
    expect(await leases.isHeld(FAMILY, VERSION)).toBe(true);
    clock.now += LEASE_MILLISECONDS;
  }
});

it('is not over when the clock of who asks is set back', async () => {
  const { clock, leases } = leasing();
  await leases.hold(FAMILY, VERSION, 'an-api');
  await leases.isHeld(FAMILY, VERSION);
  clock.now -= 10 * LEASE_MILLISECONDS;
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(true);
});

it('watches anew what it cannot read of the time before', async () => {
  const { store, clock, leases } = leasing();
  await leases.hold(FAMILY, VERSION, 'killed');
  await store.put(`serving-seen/serving/${FAMILY}/${VERSION}/killed`, new TextEncoder().encode('{'));
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(true);
  clock.now += LEASE_MILLISECONDS;
  expect(await leases.isHeld(FAMILY, VERSION)).toBe(false);
});
