import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHome } from './home-lock.mjs';

let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'marquee-home-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

it('lets one process at a time work on a home', () => {
  const unlock = lockHome(home);
  expect(() => lockHome(home)).toThrow(`Marquee runs already on ${home} (process ${process.pid})`);
  unlock();
  expect(() => lockHome(home)).not.toThrow();
});

it('takes over from a process that was killed', async () => {
  const longGone = 2 ** 30;
  await writeFile(join(home, 'started.pid'), String(longGone));
  lockHome(home);
  expect(await readFile(join(home, 'started.pid'), 'utf8')).toBe(String(process.pid));
});
