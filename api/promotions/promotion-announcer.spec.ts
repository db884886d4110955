import { Logger } from '@nestjs/common';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { Metrics } from '../metrics/metrics.js';
import { TemporalGateway } from '../retrainings/temporal-gateway.js';
import { PromotionAnnouncer } from './promotion-announcer.js';

const CHAMPION = {
  version: '20261121T080000Z-0000bbbb',
  promotedAt: '2026-11-21T08:15:00.000Z',
  reason: 'chosen by hand',
  previousVersion: null,
};
const AWAY = Object.assign(new Error('14 UNAVAILABLE'), { code: 14, details: '', metadata: {} });

beforeAll(() => void Logger.overrideLogger(false));

/** As much of Temporal as the announcer asks. Each start meets the next of these errors, then none. */
function announcing({ errors = [], isWanted = true }: { errors?: Error[]; isWanted?: boolean } = {}) {
  const started: unknown[] = [];
  let opened = 0;
  const start = (type: string, { workflowId, args }: { workflowId: string; args: unknown[] }) => {
    const error: Error | undefined = errors.shift();
    if (error !== undefined) return Promise.reject(error);
    started.push({ type, workflowId, args });
    return Promise.resolve();
  };
  const connection = { close: () => Promise.resolve() };
  const withDeadline = (_deadline: number, ask: () => Promise<unknown>) => ask();
  const client = { workflow: { start }, connection, withDeadline } as unknown as Client;
  const open = () => Promise.resolve((opened++, new TemporalGateway(client, 'tasks')));
  const metrics = new Metrics();
  const announcer = new PromotionAnnouncer(isWanted, open, metrics, 2000);
  const count = async (outcome: string) => {
    const { values } = await metrics.announcements.get();
    return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0;
  };
  const eventually = async (outcome: string) => {
    while ((await count(outcome)) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { announcer, started, count, eventually, opened: () => opened };
}

it('has Temporal tell of a promotion once, tried again while Temporal is away', async () => {
  const { announcer, started, count, eventually, opened } = announcing({ errors: [AWAY, AWAY] });
  announcer.announce('plot-genre', CHAMPION);
  await eventually('started');
  expect(started).toEqual([
    {
      type: 'announcePromotion',
      workflowId: 'promotion-plot-genre-20261121T080000Z-0000bbbb-20261121T081500000Z',
      args: [{ family: 'plot-genre', ...CHAMPION }],
    },
  ]);
  expect([await count('lost'), opened()]).toEqual([0, 1]);
  await announcer.close();
});

it('takes one that was begun already, by a try whose answer came too late, for begun', async () => {
  const begun = new WorkflowExecutionAlreadyStartedError('it is', 'an id', 'announcePromotion');
  const { announcer, started, eventually } = announcing({ errors: [AWAY, begun] });
  announcer.announce('plot-genre', CHAMPION);
  await eventually('started');
  expect(started).toEqual([]);
  await announcer.close();
});

it('gives up in the end, and counts that nobody was told', async () => {
  const { announcer, count, eventually } = announcing({ errors: Array.from({ length: 1000 }, () => AWAY) });
  announcer.announce('plot-genre', CHAMPION);
  await eventually('lost');
  expect(await count('started')).toBe(0);
  await announcer.close();
}, 15_000);

it('lets the API end meanwhile', async () => {
  const { announcer, count } = announcing({ errors: Array.from({ length: 1000 }, () => AWAY) });
  announcer.announce('plot-genre', CHAMPION);
  await announcer.close();
  expect(await count('lost')).toBe(1);
});

it('does not even look for Temporal where nobody is to be told', async () => {
  const { announcer, opened } = announcing({ isWanted: false });
  announcer.announce('plot-genre', CHAMPION);
  await announcer.close();
  expect(opened()).toBe(0);
});
