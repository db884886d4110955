import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../support/free-port.js';
import { ScriptedApi } from './scripted-api.js';

const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
const VERIFY = ['verify', 'plot-genre', '20261121T070000Z-0000aaaa', '--json'];

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'marquee-cli-'))));
afterEach(() => rm(home, { recursive: true }));

function start(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  return spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, MARQUEE_HOME: home, ...variables } });
}

async function run(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const child = start(args, variables);
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), exitCodeOf(child)]);
  return { output, errors, code };
}

async function exitCodeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

it('writes the one error and nothing else, whatever packages would like to say', async () => {
  const { output, errors, code } = await run(VERIFY, {
    MARQUEE_ARTIFACTS: 's3://bucket',
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${await freePort()}`,
    ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', MARQUEE_S3_ADDRESSING: 'path' },
  });
  expect([code, output]).toEqual([3, '']);
  expect(JSON.parse(errors)).toMatchObject({ code: 'ARTIFACTS_UNAVAILABLE' });
}, 30_000);

it('does not die of a client that tries to connect on its own', async () => {
  const { output, errors, code } = await run(['doctor', '--json'], {
    MARQUEE_VECTORS: `milvus://127.0.0.1:${await freePort()}`,
    TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
    MARQUEE_API: `http://127.0.0.1:${await freePort()}`,
  });
  const { findings } = JSON.parse(output) as { findings: { name: string; status: string }[] };
  const wrong = findings.filter(({ status }) => status === 'wrong').map(({ name }) => name);
  expect([code, wrong, errors]).toEqual([1, ['vectors', 'temporal', 'api'], expect.not.stringContaining('Error:')]);
}, 60_000);

it('ends in peace when nobody reads on', async () => {
  const api = await ScriptedApi.start();
  const body = { families: Array.from({ length: 20_000 }, () => ({ name: 'a-long-name-of-a-family' })) };
  api.answer('GET /api/models', { body });
  const child = start(['models', '--json', '--api', api.url]);
  child.stdout.destroy(); // `| head -0`
  const [errors, code] = await Promise.all([text(child.stderr), exitCodeOf(child)]);
  expect([code, errors]).toEqual([0, '']);
  await api.close();
});
