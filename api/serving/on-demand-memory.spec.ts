import { FakePredictor } from '../../test/api/fake-predictor.js';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { OnDemandMemory } from './on-demand-memory.js';
import { ServingSlots } from './serving-slots.js';

class SizedPredictor extends FakePredictor {
  override readonly memoryBytes = 100;
}

/** Three slots on demand and one that is not, each with a version that takes 100 bytes; asked in their order. */
async function loaded(budget: number) {
  const names = ['a', 'b', 'c'];
  const onDemand = names.map((name) => fakeFamily({ name, loading: 'on-demand' }));
  const slots = new ServingSlots(familiesOf(...onDemand, fakeFamily({ name: 'always' })));
  for (const slot of slots.all()) await slot.replace(new SizedPredictor('v'));
  names.forEach((name, index) => (slots.of(name).usedAt = index));
  const awake = () => slots.all().flatMap(({ family, version }) => (version === null ? [] : [family]));
  return { slots, memory: new OnDemandMemory(slots, budget), awake };
}

it('unloads the versions that were not asked for longest, until the rest fits', async () => {
  const { memory, awake } = await loaded(200);
  await memory.makeRoom();
  expect(awake()).toEqual(['b', 'c', 'always']);
});

it('never unloads the version that was asked last, nor one that is loaded at once', async () => {
  const { slots, memory, awake } = await loaded(0);
  slots.of('a').usedAt = 3;
  await memory.makeRoom();
  expect(awake()).toEqual(['a', 'always']);
});

it('unloads no version that somebody is asking before the answer', async () => {
  const { slots, memory, awake } = await loaded(0);
  let answer = () => {};
  const asking = slots.of('a').use(() => new Promise<void>((resolve) => (answer = resolve)));
  slots.of('c').usedAt = Infinity;
  await memory.makeRoom();
  expect(awake()).toEqual(['a', 'c', 'always']);
  answer();
  await asking;
  await memory.tidy(slots.of('b'));
  expect(awake()).toEqual(['c', 'always']);
});

it('leaves everything where it is as long as it fits', async () => {
  const { memory, awake } = await loaded(300);
  await memory.makeRoom();
  expect(awake()).toHaveLength(4);
});

it('unloads on demand what nobody has asked for a quarter of an hour', async () => {
  const { slots, memory, awake } = await loaded(Infinity);
  for (const slot of slots.all()) await memory.tidy(slot, 14 * 60_000);
  expect(awake()).toHaveLength(4);
  for (const slot of slots.all()) await memory.tidy(slot, 16 * 60_000);
  expect(awake()).toEqual(['always']);
});
