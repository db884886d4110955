import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '../../scripts/deploy/server.mjs';
import { ScriptedApi } from '../cli/scripted-api.js';
import { eventually } from '../retraining/eventually.js';
import { standInSettings } from './run-deployment.js';

const SETTINGS = { host: 'deployer@movies.example', port: '22', folder: 'movies' };

let home: string;
let server: Server;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-server-'));
  await mkdir(join(home, 'movies'));
  server = new Server(SETTINGS, { ...process.env, ...standInSettings(home) });
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('gives up a command that does not end', async () => {
  const run = server.run('echo begun; sleep 20', [], { seconds: 1 });
  await expect(run).rejects.toThrow('deployer@movies.example was not done within 1 s: begun');
}, 10_000);

it('opens a tunnel again that broke, at the same address', async () => {
  const api = await ScriptedApi.start();
  api.answer('GET /health/live', { body: { status: 'ok' } });
  const tunnel = await server.tunnelTo(Number(new URL(api.url).port));
  const ask = async () => (await fetch(`${tunnel.url}/health/live`)).status;
  try {
    expect(await ask()).toBe(200);
    process.kill(Number(await readFile(join(home, 'tunnel.pid'), 'utf8')));
    await eventually(
      () => ask().catch(() => 0),
      (status) => status !== 200,
    );
    await eventually(
      () => ask().catch(() => 0),
      (status) => status === 200,
    );
  } finally {
    await tunnel.close();
    await api.close();
  }
  await expect(ask()).rejects.toThrow('fetch failed');
}, 30_000);

it('says why there is no tunnel', async () => {
  const bare = new Server(SETTINGS, { PATH: join(home, 'nothing') });
  await expect(bare.tunnelTo(1)).rejects.toThrow('No tunnel to deployer@movies.example: ssh is not installed');
});
