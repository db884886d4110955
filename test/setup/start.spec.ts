import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.js';
import { MarqueeProcess } from './marquee-process.js';

const SECONDS = 1000;
const IS_UP = /Marquee runs/;

let home: string;
let port: number;
let started: MarqueeProcess[];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-start-'));
  port = await freePort();
  started = [];
});

afterEach(async () => {
  for (const marquee of started) await marquee.end('SIGTERM');
  await rm(home, { recursive: true, force: true, maxRetries: 3 });
}, 60_000);

function start(): MarqueeProcess {
  const marquee = new MarqueeProcess(home, port);
  started.push(marquee);
  return marquee;
}

async function nobodyLives(marquee: MarqueeProcess): Promise<string[]> {
  const deadline = Date.now() + 15 * SECONDS;
  while ((await marquee.living()).length > 0 && Date.now() < deadline) await sleep(200);
  return marquee.living();
}

it('ends every process on Ctrl-C, and a second start goes on with the retraining that ran', async () => {
  const first = start();
  await first.says(IS_UP, 120);
  const family = await first.says(/(\S+): (?:preparing|training)/, 90);
  expect((await first.living()).length).toBeGreaterThanOrEqual(5); // itself, Temporal, two workers, the API
  const running = (await (await fetch(`http://127.0.0.1:${port}/api/retrainings?family=${family}`)).json()) as {
    retrainings: { id: string }[];
  };

  expect(await first.end('SIGINT')).toBe(0);
  expect(await nobodyLives(first)).toEqual([]);

  const second = start();
  expect(await second.says(new RegExp(`${family}: going on with (\\S+)`), 120)).toBe(running.retrainings[0]?.id);
}, 420_000);

it('leaves no process behind when it is killed without a chance to clean up', async () => {
  const marquee = start();
  await marquee.says(IS_UP, 120);

  await marquee.end('SIGKILL');

  expect(await nobodyLives(marquee)).toEqual([]);
}, 200_000);
