import { NoChampionError } from '../errors/api-errors.js';
import { FakePredictor } from '../../test/api/fake-predictor.js';
import { ServingSlot } from './serving-slot.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

it('says that nothing is served before the first version', async () => {
  await expect(new ServingSlot('f').use(() => Promise.resolve())).rejects.toThrow(NoChampionError);
});

it('lets the old version answer those who came before, and closes it after its last caller', async () => {
  const slot = new ServingSlot('f');
  const [old, next] = [new FakePredictor('old'), new FakePredictor('next')];
  await slot.replace(old);
  let answer = (_: string) => {};
  const early = slot.use((predictor) => new Promise<string>((resolve) => (answer = () => resolve(predictor.version))));

  const replaced = slot.replace(next);
  expect(await slot.use((predictor) => Promise.resolve(predictor.version))).toBe('next');
  await settled();
  expect(old.isClosed).toBe(false);

  answer('');
  expect(await early).toBe('old');
  await replaced;
  expect([old.isClosed, next.isClosed]).toEqual([true, false]);
});

it('counts a caller out whose question failed', async () => {
  const slot = new ServingSlot('f');
  const old = new FakePredictor('old');
  await slot.replace(old);
  await expect(slot.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await slot.replace(undefined);
  expect(old.isClosed).toBe(true);
  expect(slot.version).toBeNull();
});

it('is not idle while those who woke it have yet to ask', async () => {
  const slot = new ServingSlot('f', true);
  const idle: boolean[] = [];
  slot.wake = async () => {
    await slot.replace(new FakePredictor('v'));
    idle.push(slot.isIdle);
  };
  await slot.use(() => Promise.resolve(idle.push(slot.isIdle)));
  expect([...idle, slot.isIdle]).toEqual([false, false, true]);
});
