import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiBench, FIRST } from '../api/api-bench.js';
import { emptyHome, removeHome } from '../api/running-api.js';
import type { RunningApi } from '../api/running-api.js';
import { anyPoster } from '../api/tiny-versions.js';
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

async function answers(api: RunningApi): Promise<unknown[]> {
  const image = await anyPoster();
  const asked = [...bench.families.values()].map(async (family) => {
    await api.served(family.name, FIRST);
    const fields: Record<string, string | Uint8Array> =
      'image' in family.input ? { image } : { plot: 'A detective looks for somebody who laughs.' };
    const predicted = await api.post(`/api/predictions/${family.name}`, fields);
    const similar = family.recommends ? [await api.post(`/api/recommendations/${family.name}`, fields)] : [];
    return Promise.all(
      [predicted, ...similar].map(async (answer) => [answer.status, withoutTimes(await answer.json())]),
    );
  });
  return Promise.all(asked);
}

/** How long an answer took is its own. */
function withoutTimes(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (key, value: unknown) => (/milliseconds/i.test(key) ? undefined : value)));
}

it('predicts and recommends the same after its machine was wiped and a backup brought back', async () => {
  api = await bench.start();
  const expected = await answers(api);
  expect(expected.flat(2)).toContain(200);
  expect(expected.flat(2)).not.toContain(404);
  const variables = { MARQUEE_HOME: bench.home };
  expect((await runMarquee(['backup', '--to', elsewhere], { variables })).exitCode).toBe(0); // while it serves
  await api.stop();

  await rm(join(bench.home, 'artifacts'), { recursive: true });
  expect((await runMarquee(['restore', '--from', elsewhere], { variables })).exitCode).toBe(0);
  api = await bench.start();
  expect(await answers(api)).toEqual(expected);
}, 120_000);
