import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { BUILT_WORKFLOWS } from '../support/built-workflows.js';
import { startTemporal } from '../support/temporal-server.js';
import { PAYLOAD_BYTES, largestPayload } from './largest-payload.js';
import { recordHistories } from './record-histories.js';

// Runs of earlier versions of the workflows, as a worker meets them that is updated while they run. They are recorded
// with RECORD_HISTORIES=<name of a new folder> whenever a workflow changes, and never changed or removed: somebody's
// run may still be at that point.
const HISTORIES = join(import.meta.dirname, 'histories');
const record = process.env['RECORD_HISTORIES'];

interface RecordedEvent {
  readonly eventType: string;
  readonly activityTaskScheduledEventAttributes?: { readonly activityType: { name: string } };
}
interface Recorded {
  readonly name: string;
  readonly history: { readonly events: RecordedEvent[] };
}

if (record) {
  const temporal = await startTemporal();
  await recordHistories(temporal, join(HISTORIES, record));
  await temporal.teardown();
}

const logger = new DefaultLogger('ERROR');
if (!record) Runtime.install({ logger, telemetryOptions: { logging: { filter: 'OFF' } } }); // one run is refused on purpose

function recorded(): Recorded[] {
  const files = readdirSync(HISTORIES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
  return files.map((name) => ({
    name,
    history: JSON.parse(readFileSync(join(HISTORIES, name), 'utf8')) as Recorded['history'],
  }));
}

const replay = (history: Recorded['history']) =>
  Worker.runReplayHistory({ workflowBundle: { codePath: BUILT_WORKFLOWS } }, history);

it.each(recorded())('carries on a run that was recorded: $name', async ({ history }) => {
  await expect(replay(history)).resolves.toBeUndefined();
});

it.each(recorded())('kept every payload small: $name', ({ history }) => {
  expect(largestPayload(history)).toBeGreaterThan(10);
  expect(largestPayload(history)).toBeLessThan(PAYLOAD_BYTES);
});

it('would refuse a workflow that goes another way than a recorded run', async () => {
  const { history } = recorded().find(({ name }) => name.endsWith('first-version.json'))!;
  const otherWay = structuredClone(history);
  const step = otherWay.events.find(
    ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType.name === 'exportCandidate',
  );
  step!.activityTaskScheduledEventAttributes!.activityType.name = 'embedCatalogue';
  await expect(replay(otherWay)).rejects.toThrow(DeterminismViolationError);
});
