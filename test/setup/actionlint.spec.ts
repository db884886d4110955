import { spawnSync } from 'node:child_process';
import { places, ROOT } from '../../scripts/setup/locations.mjs';
import { lock } from '../../scripts/setup/lock.mjs';
import { programPath } from '../../scripts/setup/program.mjs';

it('finds nothing wrong in the workflow files', () => {
  const actionlint = programPath(lock.actionlint, places());
  const { stdout, stderr, status } = spawnSync(actionlint, ['-no-color'], { cwd: ROOT, encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([0, '', '']);
});
