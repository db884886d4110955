import { ApiBench, FIRST } from './api-bench.js';
import { ask, percentile } from '../../bench/load.js';
import type { RunningApi } from './running-api.js';
import { anyPoster } from './tiny-versions.js';

const CONNECTIONS = 16;
const SWAPS = 4;

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
  for (let swap = 1; swap <= SWAPS; swap += 1) {
    const version = `20261121T08000${swap}Z-0000bbbb`;
    await bench.versions.publish(bench.family('poster-check'), { version, seed: swap });
    await bench.versions.promote('poster-check', version);
    await api.served('poster-check', version);
  }
  const answers = await load.stop();

  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect(new Set(answers.map(({ version }) => version)).size).toBeGreaterThanOrEqual(SWAPS);
  const [p50, p99] = [50, 99].map((percent) => Math.round(percentile(answers, percent)));
  process.stdout.write(`${answers.length} answers during ${SWAPS} swaps: p50 ${p50} ms, p99 ${p99} ms\n`);
  expect(p99).toBeLessThan(3000); // loading takes turns with answering, but nobody waits for it to end
}, 60_000);
