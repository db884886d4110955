import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// npm run soak [-- --kills 200 --seed 1]: kills workers at random moments of whole retrainings, for half an hour or so.

const { kills, seed } = parseArgs({
  options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
}).values;

const tests = fileURLToPath(new URL('test.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [tests, '--testPathPatterns', 'faults/worker-kills'], {
  env: { ...process.env, SOAK_KILLS: kills, SOAK_SEED: seed },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
