import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../retraining/eventually.js';
import { IMAGES, ROOT, runDeployment, STAND_INS, standInSettings } from './run-deployment.js';
import { SshServer } from './ssh-server.js';

const SECRETS = "POSTGRES_PASSWORD='not $HOME'\nS3_SECRET_KEY=b\n";
const COMPOSE = 'docker-compose.yml';

let home: string;
let api: Server;
/** Releases whose API is never ready. */
let broken: string[];
/** Releases whose API cannot load the champion, and serves the version before it. */
let fallenBack: string[];

beforeEach(async () => {
  broken = [];
  fallenBack = [];
  home = await mkdtemp(join(tmpdir(), 'marquee-deploy-'));
  await mkdir(join(home, 'movies'));
  api = createServer((request, response) => {
    void running().then((release) => {
      const isReady = release !== undefined && !broken.includes(release);
      const isFallenBack = release !== undefined && fallenBack.includes(release);
      const family = {
        name: 'plot-genre',
        isReady,
        champion: isFallenBack ? 'the-new-one' : null,
        serving: isFallenBack ? 'the-old-one' : null,
        problem: isReady ? (isFallenBack ? 'S3 is away.' : null) : 'It burns.',
      };
      response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ isReady, families: [family] }));
    });
  });
  await once(api.listen(0, '127.0.0.1'), 'listening');
  await write('.env', `${SECRETS}MARQUEE_PORT=${(api.address() as AddressInfo).port}\n`);
});
afterEach(async () => {
  api.closeAllConnections();
  api.close();
  await rm(home, { recursive: true, force: true });
});

const read = (name: string) => readFile(join(home, 'movies', name), 'utf8');
const write = (name: string, text: string) => writeFile(join(home, 'movies', name), text, { mode: 0o600 });
const running = () =>
  read('running').then(
    (text) => text.trim(),
    () => undefined,
  );
const docker = async () => (await read('docker.log')).trim().split('\n');

const standIn = () => standInSettings(home);
const deploy = (version: string, reach: Readonly<Record<string, string>>, ...more: More) =>
  runDeployment(home, version, reach, ...more);
type More = Parameters<typeof runDeployment> extends [unknown, unknown, unknown, ...infer Rest] ? Rest : never;

it('finds the images where the release put them', async () => {
  const where = { DEPLOY_REGISTRY: 'ghcr.io', DEPLOY_IMAGE_PREFIX: 'Somebody/Marquee' };
  expect((await deploy('v1.2.0', { ...standIn(), ...where }, '')).exitCode).toBe(0);
  expect(await read('.env')).toMatch(/MARQUEE_IMAGES=ghcr\.io\/somebody\/marquee\nMARQUEE_VERSION=1\.2\.0\n$/);
}, 30_000);

it('takes a release into service: compose files, images, start, readiness, and the secrets as they were', async () => {
  const { exitCode, said, summary } = await deploy('1.2.0', standIn());
  expect([exitCode, said]).toEqual([0, '']);
  expect(summary).toMatch(/1\.2\.0 is in service[\s\S]*The API is ready\.[\s\S]*has no champion yet/);
  expect(await docker()).toEqual([
    'compose pull --quiet # 1.2.0',
    'compose up --detach --no-build --remove-orphans # 1.2.0',
  ]);
  expect(await read(COMPOSE)).toBe(await readFile(join(ROOT, COMPOSE), 'utf8'));
  expect(await read('.env')).toMatch(/^POSTGRES_PASSWORD='not \$HOME'\nS3_SECRET_KEY=b\n/);
  expect(await read('.env')).toMatch(/MARQUEE_IMAGES=registry\.example\/movies\nMARQUEE_VERSION=1\.2\.0\n$/);
  expect((await stat(join(home, 'movies/.env'))).mode & 0o777).toBe(0o600);
  const calls = (await readFile(join(home, 'ssh.log'), 'utf8')).trim().split('\n');
  for (const call of calls) expect(call).toMatch(/StrictHostKeyChecking=yes.*UserKnownHostsFile=\/run\/known_hosts/);
}, 30_000);

it('goes back to the release before when the new one is never ready, and fails with the reason', async () => {
  await deploy('1.2.0', standIn());
  await write('.env', `${await read('.env')}MARQUEE_NAMES=movies.example\n`); // by hand, since
  const compose = await read(COMPOSE);
  broken = ['1.3.0'];
  const { exitCode, said, summary } = await deploy('1.3.0', standIn(), 'elsewhere.example/movies');
  expect(exitCode).toBe(1);
  expect(said).toMatch(/1\.3\.0 was not taken into service: .*not ready within 2 s: plot-genre: It burns\./);
  expect(said).toMatch(/Rolled back: 1\.2\.0 serves again and answers right\./);
  expect(summary).toContain('The deployment failed');
  expect(await running()).toBe('1.2.0');
  expect(await read('.env')).toMatch(
    /MARQUEE_NAMES=movies\.example\nMARQUEE_IMAGES=registry\.example\/movies\nMARQUEE_VERSION=1\.2\.0\n$/,
  );
  expect(await read(COMPOSE)).toBe(compose);
}, 60_000);

it('does not take for right that an older version answers in place of the champion', async () => {
  await deploy('1.2.0', standIn());
  fallenBack = ['1.3.0'];
  const { exitCode, said } = await deploy('1.3.0', standIn());
  expect(exitCode).toBe(1);
  expect(said).toMatch(/not ready within 2 s: plot-genre: the-old-one is served, not the-new-one: S3 is away\./);
  expect(await running()).toBe('1.2.0');
}, 60_000);

it.each(['SIGINT', 'SIGTERM'] as const)(
  'goes back when %s ends it before it has seen the answers',
  async (signal) => {
    await deploy('1.2.0', standIn());
    broken = ['1.3.0'];
    await mkdir(join(home, 'tmp'));
    const keys = { DEPLOY_KEY: 'secret', TMPDIR: join(home, 'tmp'), DEPLOY_PATIENCE_SECONDS: '60' };
    const kill = (child: ChildProcess) =>
      void eventually(running, (release) => release === '1.3.0').then(() => child.kill(signal));
    const { exitCode, said } = await deploy('1.3.0', { ...standIn(), ...keys }, IMAGES, kill);
    expect([exitCode, said]).toEqual([1, expect.stringContaining('Rolled back: 1.2.0 serves again')]);
    expect(await running()).toBe('1.2.0');
    expect(await readdir(join(home, 'tmp'))).toEqual([]); // the key is gone
  },
  60_000,
);

it('leaves the settings as they were when the disk is full', async () => {
  const before = await read('.env');
  await mkdir(join(home, 'full'));
  const grep = '#!/bin/sh\necho POSTGRES_PASSWORD=\necho "grep: write error: No space left on device" >&2\nexit 2\n';
  await writeFile(join(home, 'full/grep'), grep, { mode: 0o755 });
  const { PATH, ...reach } = standIn();
  const { exitCode, said } = await deploy('1.2.0', { ...reach, PATH: `${join(home, 'full')}:${PATH}` });
  expect([exitCode, said]).toEqual([1, expect.stringContaining('No space left on device')]);
  expect(await read('.env')).toBe(before);
  expect(await running()).toBeUndefined();
}, 60_000);

it('touches nothing when what it would ask the questions with is not built', async () => {
  await cp(join(ROOT, 'scripts'), join(home, 'clone/scripts'), { recursive: true });
  const { exitCode, said } = await deploy('1.2.0', standIn(), IMAGES, undefined, join(home, 'clone'));
  expect([exitCode, said]).toEqual([1, expect.stringContaining('not built yet: `npm run build`')]);
  await expect(readFile(join(home, 'ssh.log'))).rejects.toThrow('ENOENT');
}, 60_000);

it('says so where there is no ssh', async () => {
  const { exitCode, said } = await deploy('1.2.0', { ...standIn(), PATH: join(home, 'nothing') });
  expect([exitCode, said]).toEqual([1, 'ssh is not installed\n']);
}, 60_000);

it('touches nothing that runs when an image cannot be had', async () => {
  await deploy('1.2.0', standIn());
  await write('docker-fails', 'pull 1.3.0');
  const { exitCode, said } = await deploy('1.3.0', standIn());
  expect([exitCode, said]).toEqual([1, expect.stringMatching(/no such image: 1\.3\.0\n1\.2\.0 runs on as before\./)]);
  expect((await docker()).filter((line) => line.includes(' up '))).toHaveLength(1);
  expect(await read('.env')).toContain('MARQUEE_VERSION=1.2.0\n');
}, 60_000);

it('says so when the release before does not come back either', async () => {
  await deploy('1.2.0', standIn());
  broken = ['1.2.0', '1.3.0'];
  const { exitCode, said } = await deploy('1.3.0', standIn());
  expect([exitCode, said]).toEqual([1, expect.stringContaining('The roll-back to 1.2.0 failed as well: ')]);
}, 60_000);

it('never takes a release that failed for one to go back to', async () => {
  await deploy('1.2.0', standIn());
  broken = ['1.3.0', '1.4.0'];
  await deploy('1.3.0', standIn());
  expect((await deploy('1.4.0', standIn())).said).toContain('Rolled back: 1.2.0');
}, 60_000);

it('has nothing to go back to the first time', async () => {
  broken = ['1.2.0'];
  const { exitCode, said } = await deploy('1.2.0', standIn());
  expect([exitCode, said]).toEqual([1, expect.stringContaining('There is no release before it to go back to.')]);
}, 30_000);

it('asks for an .env before anything else', async () => {
  await rm(join(home, 'movies/.env'));
  const { exitCode, said } = await deploy('1.2.0', standIn());
  expect([exitCode, said]).toEqual([1, expect.stringContaining('has no .env')]);
}, 30_000);

it.each([
  ['a version', { DEPLOY_VERSION: '1.2.0; reboot' }, 'is no version'],
  ['images', { DEPLOY_IMAGES: '$(reboot)' }, 'is no place for images'],
  ['a host', { DEPLOY_HOST: '-oProxyCommand=reboot' }, 'DEPLOY_HOST: expected user@host'],
  ['a patience', { DEPLOY_PATIENCE_SECONDS: 'abc' }, 'DEPLOY_PATIENCE_SECONDS: expected a whole number'],
  ['a folder', { DEPLOY_FOLDER: 'a b' }, 'DEPLOY_FOLDER: expected a path'],
])('refuses %s that may be something else', async (_what, setting, complaint) => {
  const { exitCode, said } = await deploy('1.2.0', { ...standIn(), ...setting });
  expect([exitCode, said]).toEqual([1, expect.stringContaining(complaint)]);
  await expect(readFile(join(home, 'ssh.log'))).rejects.toThrow('ENOENT');
});

const withSsh = SshServer.program() === undefined ? describe.skip : describe;
withSsh('over a real SSH server', () => {
  let server: SshServer;
  beforeEach(async () => void (server = await SshServer.start(home, STAND_INS)), 30_000);
  afterEach(() => server.stop());

  it('deploys, and goes back when it must', async () => {
    const { DEPLOY_KEY_FILE: key, DEPLOY_KNOWN_HOSTS_FILE: hosts, ...address } = server.settings;
    const [DEPLOY_KEY, DEPLOY_KNOWN_HOSTS] = await Promise.all([key, hosts].map((path) => readFile(path, 'utf8')));
    const keys = { DEPLOY_KEY: DEPLOY_KEY!.trim(), DEPLOY_KNOWN_HOSTS: DEPLOY_KNOWN_HOSTS! }; // as secrets come
    const reach = { ...address, ...keys, DEPLOY_FOLDER: join(home, 'movies') };
    expect(await deploy('v1.2.0', reach)).toMatchObject({ exitCode: 0, said: '' });
    broken = ['1.3.0'];
    expect(await deploy('1.3.0', reach)).toMatchObject({
      exitCode: 1,
      said: expect.stringContaining('Rolled back') as string,
    });
    expect(await running()).toBe('1.2.0');
  }, 60_000);

  it('talks to no host whose key is another one', async () => {
    const reach = { ...server.settings, DEPLOY_FOLDER: join(home, 'movies') };
    await writeFile(reach.DEPLOY_KNOWN_HOSTS_FILE, (await server.keyOfAnother()) + '\n');
    const { exitCode, said } = await deploy('1.2.0', reach);
    expect([exitCode, said]).toEqual([1, expect.stringContaining('Host key verification failed')]);
    expect(await running()).toBeUndefined();
  }, 60_000);
});
