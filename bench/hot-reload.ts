import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ask, percentile } from './load.js';
import type { TimedAnswer } from './load.js';

/**
 * Measures a running API while it swaps versions of a family under load. The family needs two versions.
 * node dist/bench/hot-reload.js --family poster-genre --field image --file poster.jpg [--url …] [--swaps 20]
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:8000' },
    family: { type: 'string', default: 'poster-genre' },
    field: { type: 'string', default: 'image' },
    file: { type: 'string' },
    text: { type: 'string' },
    connections: { type: 'string', default: '16' },
    swaps: { type: 'string', default: '20' },
    steadySeconds: { type: 'string', default: '10' },
  },
});

const model = `${values.url}/api/models/${values.family}`;
const { versions } = (await (await fetch(`${model}/versions`)).json()) as { versions: { version: string }[] };
const pair = versions.slice(0, 2).map(({ version }) => version);
if (pair.length < 2) throw new Error(`${values.family} has ${versions.length} version(s), two are needed`);
const input = values.file === undefined ? (values.text ?? '') : await readFile(values.file);

await serve(pair[1]!);
const load = ask(
  `${values.url}/api/predictions/${values.family}`,
  { [values.field]: input },
  Number(values.connections),
);
await pause(1000); // the first requests meet cold code
const steadyFrom = performance.now();
await pause(Number(values.steadySeconds) * 1000);
const swapsFrom = performance.now();
const swapMilliseconds: number[] = [];
for (let swap = 0; swap < Number(values.swaps); swap += 1) swapMilliseconds.push(await serve(pair[swap % 2]!));
const answers = await load.stop();

report(
  'steady',
  answers.filter(({ askedAt }) => askedAt >= steadyFrom && askedAt < swapsFrom),
);
report(
  'while swapping',
  answers.filter(({ askedAt }) => askedAt >= swapsFrom),
);
console.log(`${swapMilliseconds.length} swaps, ${mean(swapMilliseconds)} ms each until the new version answered`);

/** Makes a version the champion and waits until it answers. */
async function serve(version: string): Promise<number> {
  const startedAt = performance.now();
  const body = JSON.stringify({ version, reason: 'measuring hot reloads' });
  await fetch(`${model}/champion`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  for (;;) {
    const { serving } = (await (await fetch(model)).json()) as { serving: { version: string } | null };
    if (serving?.version === version) return performance.now() - startedAt;
    await pause(50);
  }
}

function report(what: string, some: readonly TimedAnswer[]): void {
  const failed = some.filter(({ status }) => status !== 200).length;
  const [p50, p99] = [50, 99].map((percent) => Math.round(percentile(some, percent)));
  console.log(`${what}: ${some.length} answers, ${failed} failed, p50 ${p50} ms, p99 ${p99} ms`);
}

function mean(numbers: readonly number[]): number {
  return Math.round(numbers.reduce((sum, number) => sum + number, 0) / numbers.length);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
