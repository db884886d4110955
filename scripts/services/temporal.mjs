import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { places } from '../setup/locations.mjs';
import { lock } from '../setup/lock.mjs';
import { programPath } from '../setup/program.mjs';
import { freePort } from '../start/ports.mjs';
import { ServerProcess } from './server-process.mjs';

const HOST = '127.0.0.1';

/**
 * Starts Temporal on a database in a folder, without its pages.
 * @param {string} folder
 * @param {{ port?: number }} [options] any free port
 * @returns {Promise<{ server: ServerProcess, port: number, environment: Record<string, string> }>}
 */
export async function startTemporalServer(folder, options = {}) {
  const port = await freePort(HOST, options.port ?? 0);
  const command = programPath(lock.temporal, places());
  const where = ['--ip', HOST, '--port', String(port), '--db-filename', join(folder, 'temporal.db')];
  const server = new ServerProcess(
    'Temporal',
    command,
    ['server', 'start-dev', '--headless', '--log-level', 'warn', ...where],
    { cwd: folder, log: join(folder, 'temporal.log') },
  );
  const address = `${HOST}:${port}`;
  const ask = ['operator', 'namespace', 'describe', 'default', '--address', address, '--command-timeout', '2s'];
  await server.becomes(() => promisify(execFile)(command, ask).then(() => true), 60);
  return { server, port, environment: { TEMPORAL_ADDRESS: address } };
}
