import { Readable } from 'node:stream';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { RetrainingsService } from './retrainings.service.js';
import { TemporalGateway } from './temporal-gateway.js';

const EXPIRED = new WorkflowNotFoundError('workflow not found', 'an id', undefined);
const SKIPPED = { status: 'skipped', reason: 'Nothing new', dataset: null };
const PROGRESS = { family: 'f', version: 'v', stage: 'training', detail: '', epoch: 1, epochs: 2, loss: 1 };

interface Run {
  readonly status: string;
  result?: unknown;
  isExpired?: boolean;
  /** How often a worker was asked about it. */
  asked: number;
}

/** As much of Temporal as the service asks: a list that still shows what has expired, and handles that do not. */
function temporalWith(runs: Record<string, Run>) {
  const execution = (workflowId: string) => ({
    workflowId,
    runId: workflowId,
    startTime: new Date('2026-11-21T07:45:00Z'),
    typedSearchAttributes: { get: () => undefined },
    status: { name: runs[workflowId]!.status },
  });
  const found = (id: string) => (runs[id] && !runs[id].isExpired ? Promise.resolve(runs[id]) : Promise.reject(EXPIRED));
  const workflow = {
    list({ query }: { query: string }) {
      const wanted = Object.keys(runs).filter((id) => !query.includes('Running') || runs[id]!.status === 'RUNNING');
      return Readable.from(wanted.map(execution));
    },
    getHandle: (id: string) => ({
      describe: () => found(id).then(() => execution(id)),
      result: () => found(id).then(({ result }) => result),
      query: () =>
        found(id).then((run) => {
          run.asked += 1;
          return { ...PROGRESS, curve: [], secondsLeft: null };
        }),
    }),
    start: (_type: string, { workflowId }: { workflowId: string }) => {
      runs[workflowId] = { status: 'RUNNING', asked: 0 };
      return Promise.resolve();
    },
  };
  const withDeadline = (_deadline: number, ask: () => Promise<unknown>) => ask();
  const client = { workflow, withDeadline } as unknown as Client;
  return new RetrainingsService(familiesOf(fakeFamily()), new TemporalGateway(client, 'tasks'));
}

const ended = (result: unknown = SKIPPED): Run => ({ status: 'COMPLETED', result, asked: 0 });

it('starts a retraining again once Temporal has forgotten the last one', async () => {
  const runs: Record<string, Run> = {};
  const service = temporalWith(runs);
  const { id } = await service.start('f', {});
  await expect(service.start('f', {})).rejects.toMatchObject({ code: 'RETRAINING_RUNNING' });

  delete runs[id];
  expect((await service.start('f', {})).id).not.toBe(id);
});

it('starts a retraining while the list still shows one that has expired', async () => {
  const service = temporalWith({ 'retrain-f-1': { status: 'RUNNING', isExpired: true, asked: 0 } });
  expect(await service.start('f', {})).toMatchObject({ family: 'f' });
});

it('lists a run of another build with what Temporal knows of it', async () => {
  const service = temporalWith({ 'retrain-f-1': ended({ from: 'the future' }), 'retrain-f-2': ended() });
  expect(await service.list({ limit: 9 })).toMatchObject([
    {
      id: 'retrain-f-1',
      status: 'completed',
      outcome: null,
      failure: expect.stringContaining('cannot be read') as string,
    },
    { id: 'retrain-f-2', status: 'completed', outcome: SKIPPED, failure: null },
  ]);
  expect(await service.retraining('retrain-f-1')).toMatchObject({ status: 'completed', outcome: null });
});

it('leaves out of the list what expires while it is made', async () => {
  const service = temporalWith({ 'retrain-f-1': { ...ended(), isExpired: true }, 'retrain-f-2': ended() });
  expect(await service.list({ limit: 9 })).toMatchObject([{ id: 'retrain-f-2' }]);
  await expect(service.retraining('retrain-f-1')).rejects.toMatchObject({ code: 'RETRAINING_NOT_FOUND' });
});

it('has no worker replay past runs for a list, but shows how a single one went', async () => {
  const runs = { 'retrain-f-1': ended(), 'retrain-f-2': { status: 'RUNNING', asked: 0 } };
  const service = temporalWith(runs);
  expect(await service.list({ limit: 9 })).toMatchObject([{ progress: null }, { progress: { epoch: 1 } }]);
  expect([runs['retrain-f-1'].asked, runs['retrain-f-2'].asked]).toEqual([0, 1]);
  expect(await service.retraining('retrain-f-1')).toMatchObject({ progress: { epoch: 1 } });
});
