import { LatestBuffer } from './latest-buffer.js';

it('keeps the latest only, and is due at most once a second', () => {
  let now = 0;
  const buffer = new LatestBuffer<number>(() => now);
  expect([buffer.isDue(), buffer.take()]).toEqual([false, undefined]);
  buffer.add(1);
  buffer.add(2);
  expect([buffer.isDue(), buffer.take()]).toEqual([true, 2]);
  buffer.add(3);
  expect(buffer.isDue()).toBe(false);
  now = 1000;
  expect([buffer.isDue(), buffer.take(), buffer.isDue()]).toEqual([true, 3, false]);
});
