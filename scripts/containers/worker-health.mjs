import { hostname } from 'node:os';
import { Connection } from '@temporalio/client';

// Whether this container's worker asks for tasks: node scripts/containers/worker-health.mjs <task queue>

const LONGEST_SILENCE_MILLISECONDS = 120_000; // a poll that nothing answers is held for a minute
const ACTIVITY_TASKS = 2; // temporal.api.enums.v1.TaskQueueType

const { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace } = process.env;
const connection = await Connection.connect({ address, connectTimeout: '10s' });
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace,
  taskQueue: { name: process.argv[2] },
  taskQueueType: ACTIVITY_TASKS,
});
const isPolling = pollers.some(({ identity, lastAccessTime }) => {
  const silence = Date.now() - Number(lastAccessTime?.seconds ?? 0) * 1000;
  return identity?.endsWith(`@${hostname()}`) && silence < LONGEST_SILENCE_MILLISECONDS;
});
await connection.close();
if (!isPolling) {
  console.error(`Nobody on this machine has asked ${process.argv[2]} for tasks in the last two minutes`);
  process.exitCode = 1;
}
