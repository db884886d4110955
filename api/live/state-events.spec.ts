import { firstValueFrom, toArray } from 'rxjs';
import { aRetraining } from '../../test/api/a-retraining.js';
import type { Retraining } from '../retrainings/retraining.schema.js';
import { stateEvents } from './state-events.js';

const asking = (...states: readonly Retraining[]) => {
  const left = [...states];
  return () => Promise.resolve(left.shift() ?? aRetraining({ status: 'completed' }));
};

it('tells each change once and ends after the final state', async () => {
  const ask = asking(aRetraining(), aRetraining(), aRetraining({ failure: 'changed' }));
  const events = await firstValueFrom(stateEvents('retraining', aRetraining(), ask, 1, 10_000).pipe(toArray()));
  expect(events.map(({ type }) => type)).toEqual(['retraining', 'retraining', 'retraining']);
  expect(events.map(({ data }) => (JSON.parse(data as string) as Retraining).status)).toEqual([
    'running',
    'running',
    'completed',
  ]);
});

it('ends at once when it is over already', async () => {
  const over = aRetraining({ status: 'cancelled' });
  const ask = () => Promise.reject(new Error('nobody should ask'));
  expect(await firstValueFrom(stateEvents('retraining', over, ask, 1, 10_000).pipe(toArray()))).toHaveLength(1);
});

it('keeps a silent stream alive with comments', async () => {
  const ask = asking(...Array.from({ length: 30 }, () => aRetraining()));
  const events = await firstValueFrom(stateEvents('retraining', aRetraining(), ask, 2, 10).pipe(toArray()));
  expect(events.some(({ comment }) => comment !== undefined)).toBe(true);
});

it('stops asking when nobody listens any more', async () => {
  let asked = 0;
  const ask = () => Promise.resolve(aRetraining({ failure: String((asked += 1)) }));
  const listening = stateEvents('retraining', aRetraining(), ask, 1, 10_000).subscribe();
  while (asked < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  listening.unsubscribe();
  const before = asked;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(asked).toBe(before);
});
