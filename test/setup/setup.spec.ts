import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const MOST_RUNS = 8; // the quickest counts: the machine may be busy with other specs

async function setUpAgain(): Promise<{ output: string; seconds: number }> {
  const startedAt = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/setup.mjs', '--for-tests'], { cwd: ROOT });
  return { output: stdout, seconds: (performance.now() - startedAt) / 1000 };
}

it('takes less than a second when everything is there, and says so of every step', async () => {
  const runs = [await setUpAgain()];
  while (runs.length < MOST_RUNS && runs.at(-1)!.seconds >= 1) runs.push(await setUpAgain());

  const steps = runs[0]?.output.split('\n').filter((line) => line.startsWith('  ✓')) ?? [];
  expect(steps).toHaveLength(13);
  for (const step of steps) expect(step).toMatch(/already there|wasm backend instead|are left out/);
  expect(Math.min(...runs.map(({ seconds }) => seconds))).toBeLessThan(1);
}, 60_000);
