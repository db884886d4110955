import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { openStores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { championKey } from '../../platform/version-keys.js';
import { ApiBench, FIRST, SECOND } from '../api/api-bench.js';
import { eventually } from '../retraining/eventually.js';
import { freePort } from '../support/free-port.js';
import { startTemporal } from '../support/temporal-server.js';

const FULL = '/dev/full'; // whoever writes there is told that the disk is full
const FAMILY = 'plot-genre';

jest.setTimeout(90_000);

const onFullLog = existsSync(FULL) ? it : it.skip;
if (!existsSync(FULL)) process.stderr.write(`SKIPPED: logs on a full disk, since there is no ${FULL}\n`);

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.create();
  await bench.versions.publish(bench.family(FAMILY), { version: FIRST, seed: 1 });
  const { store } = await openStores(readEnvironment({ MARQUEE_HOME: bench.home }));
  // To a version that is not there: there is something to complain about.
  const champion = { version: SECOND, promotedAt: '2026-11-21T07:00:00Z', reason: 'a spec', previousVersion: FIRST };
  await store.put(championKey(FAMILY), new TextEncoder().encode(JSON.stringify(champion)));
});
afterAll(() => bench.remove());

onFullLog('an API whose log cannot be written starts, answers, and ends when it is told to', async () => {
  const port = await freePort();
  const api = started('api/main.js', [], { MARQUEE_PORT: String(port), TEMPORAL_ADDRESS: '127.0.0.1:9' });
  const serving = async () => {
    if (api.exitCode !== null) throw new Error(`It ended with ${api.exitCode}`);
    const answer = await fetch(`http://127.0.0.1:${port}/api/models/${FAMILY}`).catch(() => undefined);
    return ((await answer?.json()) as { serving: { version: string } | null } | undefined)?.serving?.version;
  };
  await eventually(serving, (version) => version === FIRST, 40);
  expect(await endOf(api)).toBe(0);
});

onFullLog('a worker whose log cannot be written goes on, and ends when it is told to', async () => {
  const temporal = await startTemporal();
  try {
    const worker = started('workflows/worker.js', ['--role', 'orchestration'], { TEMPORAL_ADDRESS: temporal.address });
    // It says which schedules it made, after it made them, and what it does when it is told to stop.
    const schedules = async () => {
      const ids: string[] = [];
      for await (const { scheduleId } of temporal.client.schedule.list()) ids.push(scheduleId);
      return ids.length;
    };
    await eventually(schedules, (count) => count >= 3, 40);
    await sleep(1000);
    expect(worker.exitCode).toBeNull();
    expect(await endOf(worker)).toBe(0);
  } finally {
    await temporal.teardown();
  }
});

function started(file: string, args: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
  const log = openSync(FULL, 'w');
  const env = { ...process.env, MARQUEE_HOME: bench.home, MARQUEE_INFERENCE_THREADS: '1', ...settings };
  const program = join(import.meta.dirname, '../../dist', file);
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill('SIGTERM');
  return (await ended)[0];
}
