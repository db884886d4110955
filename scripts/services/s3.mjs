import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { places } from '../setup/locations.mjs';
import { lock } from '../setup/lock.mjs';
import { programPath } from '../setup/program.mjs';
import { freePort } from '../start/ports.mjs';
import { ServerProcess } from './server-process.mjs';

const HOST = '127.0.0.1';

/**
 * Starts an S3 server on a folder, with keys of its own.
 * @param {string} folder
 * @param {{ port?: number, accessKey?: string, secretKey?: string, domain?: string }} [options] any free port, keys that
 * nobody can guess, and the buckets in the path: with a domain they are in the host name
 * @returns {Promise<{ server: ServerProcess, port: number, environment: Record<string, string> }>} what the AWS SDK reads
 */
export async function startS3(folder, options = {}) {
  const { accessKey = randomBytes(10).toString('hex'), secretKey = randomBytes(20).toString('hex') } = options;
  const port = await freePort(HOST, options.port ?? 0);
  const [data, versions] = [join(folder, 'data'), join(folder, 'versions')];
  for (const path of [data, versions]) mkdirSync(path, { recursive: true });
  const server = new ServerProcess(
    'The S3 server',
    programPath(lock.versitygw, places()),
    [
      '--quiet',
      '--keep-alive',
      '--port',
      `${HOST}:${port}`,
      '--health',
      '/healthz',
      ...(options.domain === undefined ? [] : ['--virtual-domain', `${options.domain}:${port}`]),
      'posix',
      '--versioning-dir',
      versions,
      data,
    ],
    {
      ...{ cwd: folder, log: join(folder, 's3.log') },
      environment: { ROOT_ACCESS_KEY: accessKey, ROOT_SECRET_KEY: secretKey }, // not on the command line: anybody may read that
    },
  );
  const endpoint = `http://${HOST}:${port}`;
  await server.becomes(async () => (await fetch(`${endpoint}/healthz`)).ok, 30);
  return {
    server,
    port,
    environment: {
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: accessKey,
      AWS_SECRET_ACCESS_KEY: secretKey,
      AWS_REGION: 'us-east-1',
      MARQUEE_S3_ADDRESSING: 'path',
    },
  };
}
