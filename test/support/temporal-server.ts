import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { readEnvironment } from '../../platform/environment.js';

const LOCK = join(import.meta.dirname, '../../scripts/setup/lock.json');

/** A real Temporal server of its own, on a free port, in memory. The caller ends it with `teardown()`. */
export async function startTemporal({ namespace = 'default' } = {}): Promise<TestWorkflowEnvironment> {
  const { temporal } = JSON.parse(readFileSync(LOCK, 'utf8')) as { temporal: { version: string } };
  const path = join(readEnvironment().MARQUEE_CACHE, 'temporal', temporal.version, 'temporal');
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run setup" first`);
  Runtime.install({ logger: new DefaultLogger('ERROR') }); // specs provoke what workers warn about
  return TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'existing-path', path }, namespace } });
}
