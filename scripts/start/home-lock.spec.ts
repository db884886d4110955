import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHome } from './home-lock.mjs';

let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'marquee-home-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

const lockFile = () => join(home, 'started.pid');

it('lets one process at a time work on a home', async () => {
  await writeFile(lockFile(), String(process.ppid)); // one that lives
  expect(() => lockHome(home)).toThrow(`Marquee runs already on ${home} (process ${process.ppid})`);
  expect(await readFile(lockFile(), 'utf8')).toBe(String(process.ppid));
});

it('says what is wrong with a home that cannot be written to', async () => {
  await writeFile(join(home, 'file'), '');
  expect(() => lockHome(join(home, 'file'))).toThrow(
    `Marquee keeps everything in ${join(home, 'file')}, and cannot write there: it is a file.`,
  );
});

it('gives the home back', async () => {
  lockHome(home)();
  expect(await readdir(home)).toEqual([]);
});

it('lets one of many win that start at once', async () => {
  const lock = JSON.stringify(new URL('home-lock.mjs', import.meta.url).href);
  const script = `
    const { lockHome } = await import(${lock});
    await new Promise((resolve) => process.stdin.once('data', resolve));
    try { lockHome(${JSON.stringify(home)}); console.log('won'); } catch { console.log('lost'); }
    setInterval(() => {}, 1000); // lives on`;
  const starts = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', script]));
  try {
    for (const { stdin } of starts) stdin.write('now');
    const told = await Promise.all(starts.map(async ({ stdout }) => String((await once(stdout, 'data'))[0]).trim()));
    expect(told.sort()).toEqual(['lost', 'lost', 'lost', 'won']);
  } finally {
    for (const start of starts) start.kill('SIGKILL');
  }
}, 30_000);

it.each([
  ['that was killed', 2 ** 30],
  ['that was killed and had the id that we have now', process.pid],
  ['whose id a power cut took', ''],
])('takes over from a process %s', async (_which, owner) => {
  await writeFile(lockFile(), String(owner));
  lockHome(home);
  expect(await readFile(lockFile(), 'utf8')).toBe(String(process.pid));
});
