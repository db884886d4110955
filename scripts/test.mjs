import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './setup/locations.mjs';
import { setUp } from './setup/set-up.mjs';
import { NOTHING_RAN, summarise } from './test/summary.mjs';

// Sets up, runs every test or those that the arguments name (they are jest's own), and ends with one line of counts.
try {
  await setUp({ forTests: true });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log(NOTHING_RAN.line);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'marquee-tests-'));
try {
  const results = join(folder, 'results.json');
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const report = ['--json', `--outputFile=${results}`];
  const { status } = spawnSync(process.execPath, [...jest, ...report, ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'], // on standard output jest would write the same JSON again
  });
  const { line, isGood } = existsSync(results) ? summarise(JSON.parse(readFileSync(results, 'utf8'))) : NOTHING_RAN;
  console.log(line);
  process.exitCode = status === 0 && isGood ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
