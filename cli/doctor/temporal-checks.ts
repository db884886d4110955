import { Client, Connection } from '@temporalio/client';
import { TemporalGateway } from '../../api/retrainings/temporal-gateway.js';
import type { Settings } from '../../platform/environment.js';
import { retrainScheduleId } from '../../workflows/retraining.js';
import { examine } from './finding.js';
import type { Finding } from './finding.js';

const WORKFLOW_TASKS = 1; // temporal.api.enums.v1.TaskQueueType

/** The server, somebody who works for it, and a schedule for every family. */
export async function* temporalFindings(settings: Settings, families: readonly string[]): AsyncIterable<Finding> {
  const gateway = gatewayTo(settings);
  try {
    const server = await examine(
      'temporal',
      'start one with `npm start`, or set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to one that runs',
      () => checkServer(gateway, settings),
    );
    yield server;
    if (server.status === 'wrong') return; // its schedules are not to be seen
    yield await examine('worker', 'start a worker: retrainings wait until there is one', () =>
      checkWorker(gateway, settings),
    );
    for (const family of families) {
      const advice = 'start a worker: it makes the schedules that are missing';
      yield await examine(`schedule ${family}`, advice, () => checkSchedule(gateway, family));
    }
  } finally {
    await gateway.close();
  }
}

/** Without retries: one outlives the connection it was meant for, and ends the process with it. */
function gatewayTo({ temporal, MARQUEE_TASK_QUEUE: taskQueue }: Settings): TemporalGateway {
  const connection = Connection.lazy({ ...temporal.connection, connectTimeout: '2s', interceptors: [] });
  return new TemporalGateway(new Client({ connection, namespace: temporal.namespace }), taskQueue);
}

async function checkServer(gateway: TemporalGateway, settings: Settings): Promise<string> {
  const { namespace, connection } = settings.temporal;
  const { address } = connection;
  try {
    await gateway.ask(({ workflowService }) => workflowService.describeNamespace({ namespace }));
  } catch (error) {
    throw new Error(`${address}, namespace ${namespace}: ${reasonOf(error)}`, { cause: error });
  }
  return `${address}, namespace ${namespace}`;
}

/** What the server said, where it said anything: a namespace that is not there is no server that is away. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  if (cause === undefined) return 'no answer in time';
  const details = cause instanceof Error && 'details' in cause ? cause.details : undefined;
  return typeof details === 'string' && details !== '' ? details.replace(/ Resolution note:\s*$/, '') : message;
}

async function checkWorker(gateway: TemporalGateway, settings: Settings): Promise<string> {
  const { MARQUEE_TASK_QUEUE: name, temporal } = settings;
  const { namespace } = temporal;
  const { pollers } = await gateway.ask(({ workflowService }) =>
    workflowService.describeTaskQueue({ namespace, taskQueue: { name }, taskQueueType: WORKFLOW_TASKS }),
  );
  if (!pollers?.length) throw new Error(`nobody works on the task queue ${name}`);
  return `${pollers.length === 1 ? 'one works' : `${pollers.length} work`} on the task queue ${name}`;
}

async function checkSchedule(gateway: TemporalGateway, family: string) {
  const id = retrainScheduleId(family);
  const { state, info } = await gateway.ask((client) => client.schedule.getHandle(id).describe());
  if (state.paused) {
    const advice = 'unpause it in Temporal’s own page when it should run again';
    return { notice: `${id} is paused${state.note ? `: ${state.note}` : ''}`, advice };
  }
  const next = info.nextActionTimes[0];
  return next ? `next on ${next.toISOString()}` : `${id} is there`;
}
