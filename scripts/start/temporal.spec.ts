import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../platform/environment.js';
import type { Supervisor } from './supervisor.mjs';
import { startTemporal } from './temporal.mjs';

const NAMES = ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'];
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]));

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-start-temporal-'));
  for (const name of NAMES) delete process.env[name];
});
afterEach(async () => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await rm(home, { recursive: true });
});

/** Starts nothing, and remembers with what. */
async function start() {
  const started: string[][] = [];
  const supervisor = { start: ({ args }: { args: string[] }) => started.push(args), logOf: () => 'its log' };
  const options = { say: () => {}, signal: AbortSignal.abort() }; // nobody comes up, so nobody is waited for
  const settings = readEnvironment({ ...process.env, MARQUEE_HOME: home });
  const answer = await startTemporal(supervisor as unknown as Supervisor, settings, options).catch(() => undefined);
  return { answer, args: started.flat() };
}

it('makes the namespace that everybody else will ask for', async () => {
  process.env.TEMPORAL_NAMESPACE = 'other';
  const { args } = await start();
  expect(args.slice(0, 2)).toEqual(['server', 'start-dev']);
  expect(args[args.indexOf('--namespace') + 1]).toBe('other');
});

it('starts no server where one is named, be it by a profile', async () => {
  process.env.TEMPORAL_ADDRESS = 'temporal.example:7233';
  expect(await start()).toEqual({ answer: { address: 'temporal.example:7233', page: undefined }, args: [] });

  delete process.env.TEMPORAL_ADDRESS;
  process.env.TEMPORAL_CONFIG_FILE = join(home, 'temporal.toml');
  await writeFile(process.env.TEMPORAL_CONFIG_FILE, '[profile.default]\naddress = "prod.example:7233"\n');
  expect(await start()).toEqual({ answer: { address: 'prod.example:7233', page: undefined }, args: [] });
});
