import { setTimeout as sleep } from 'node:timers/promises';
import { ApiBench, FIRST } from './api-bench.js';
import { ask, percentile } from '../../bench/load.js';
import type { RunningApi } from './running-api.js';
import { anyPoster } from './tiny-versions.js';

const CONNECTIONS = 16;
const SWAPS = 4;
const STEADY_MILLISECONDS = 3000;

let bench: ApiBench;
let api: RunningApi;

beforeAll(async () => {
  bench = await ApiBench.create();
  await bench.serveAll();
  api = await bench.start();
  await api.served('poster-check', FIRST);
}, 90_000);

afterAll(async () => {
  await api?.stop();
  await bench?.remove();
});

it('swaps versions under load without one failed request', async () => {
  const load = ask(`${api.url}/api/predictions/poster-check`, { image: await anyPoster() }, CONNECTIONS);
  await sleep(STEADY_MILLISECONDS);
  const swapsFrom = performance.now();
  for (let swap = 1; swap <= SWAPS; swap += 1) {
    const version = `20261121T08000${swap}Z-0000bbbb`;
    await bench.versions.publish(bench.family('poster-check'), { version, seed: swap });
    await bench.versions.promote('poster-check', version);
    await api.served('poster-check', version);
  }
  const answers = await load.stop();

  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(new Set(answers.map(({ version }) => version)).size).toBeGreaterThanOrEqual(SWAPS);
  const steady = percentile(
    answers.filter(({ askedAt }) => askedAt < swapsFrom),
    99,
  );
  const swapping = percentile(
    answers.filter(({ askedAt }) => askedAt >= swapsFrom),
    99,
  );
  process.stdout.write(`p99 ${Math.round(steady)} ms before ${SWAPS} swaps, ${Math.round(swapping)} ms during them\n`);
  expect(swapping).toBeLessThan(Math.max(1000, 4 * steady)); // loading takes turns with answering, and no more
}, 180_000); // other specs may compute beside it
