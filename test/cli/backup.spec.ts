import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiBench, FIRST } from '../api/api-bench.js';
import { everyAnswer } from '../api/every-answer.js';
import { emptyHome, removeHome } from '../api/running-api.js';
import type { RunningApi } from '../api/running-api.js';
import { runMarquee } from './recorded-shell.js';

let bench: ApiBench;
let elsewhere: string;
let api: RunningApi | undefined;

beforeAll(async () => {
  bench = await ApiBench.create();
  elsewhere = await emptyHome();
  await bench.serveAll();
}, 60_000);
afterAll(async () => {
  await api?.stop();
  await bench.remove();
  await removeHome(elsewhere);
});

it('predicts and recommends the same after its machine was wiped and a backup brought back', async () => {
  api = await bench.start();
  const expected = await everyAnswer(api, bench.families.values(), FIRST);
  expect(expected.flat(2)).toContain(200);
  expect(expected.flat(2)).not.toContain(404);
  const variables = { MARQUEE_HOME: bench.home };
  expect((await runMarquee(['backup', '--to', elsewhere], { variables })).exitCode).toBe(0); // while it serves
  await api.stop();

  await rm(join(bench.home, 'artifacts'), { recursive: true });
  expect((await runMarquee(['restore', '--from', elsewhere], { variables })).exitCode).toBe(0);
  api = await bench.start();
  expect(await everyAnswer(api, bench.families.values(), FIRST)).toEqual(expected);
}, 120_000);
