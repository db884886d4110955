import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { places } from '../setup/locations.mjs';
import { lock } from '../setup/lock.mjs';
import { programPath } from '../setup/program.mjs';
import { freePort } from './ports.mjs';
import { waitUntil } from './wait-until.mjs';

const HOST = '127.0.0.1';
const PORT = 7233;
const UI_PORT = 8233;
const RETENTION = '30d'; // a dev server forgets what happened yesterday
const NAMES_A_SERVER = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'];
const run = promisify(execFile);

/**
 * Starts the Temporal dev server on this installation's database, unless the environment names another server.
 * @param {import('./supervisor.mjs').Supervisor} supervisor
 * @param {import('../../platform/environment.js').Settings} settings
 * @param {{ say: (text: string) => void, signal: AbortSignal }} options
 * @returns {Promise<{ address: string, page: string | undefined }>}
 */
export async function startTemporal(supervisor, { MARQUEE_HOME: home, temporal }, { say, signal }) {
  if (NAMES_A_SERVER.some((name) => process.env[name])) {
    return { address: temporal.connection.address, page: undefined };
  }
  const port = await freePort(HOST, PORT);
  const uiPort = await freePort(HOST, UI_PORT);
  if (port !== PORT)
    say(`Port ${PORT} is taken, so Temporal listens on ${port} (TEMPORAL_ADDRESS names a server to use)`);
  if (uiPort !== UI_PORT) say(`Port ${UI_PORT} is taken, so Temporal's own pages are on ${uiPort}`);
  const command = programPath(lock.temporal, places());
  const address = `${HOST}:${port}`;
  supervisor.start({
    name: 'temporal',
    command,
    args: [
      ...['server', 'start-dev', '--ip', HOST, '--port', String(port), '--ui-port', String(uiPort)],
      ...['--db-filename', join(home, 'temporal.db'), '--namespace', temporal.namespace, '--log-level', 'warn'],
    ],
  });
  await waitUntil(() => remembersRuns(command, address, temporal.namespace), {
    seconds: 60,
    complaint: `Temporal does not come up. Its log: ${supervisor.logOf('temporal')}`,
    signal,
  });
  return { address, page: `http://localhost:${uiPort}` };
}

/**
 * Whether the server is up and was told how long to keep ended runs.
 * @param {string} command @param {string} address @param {string} namespace
 */
async function remembersRuns(command, address, namespace) {
  const update = ['operator', 'namespace', 'update', '--namespace', namespace, '--retention', RETENTION];
  return run(command, [...update, '--address', address, '--command-timeout', '2s']).then(
    () => true,
    () => false,
  );
}
