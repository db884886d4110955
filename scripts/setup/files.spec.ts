import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWhole } from './files.mjs';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'marquee-files-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

it('leaves nothing behind when making fails', async () => {
  const failing = makeWhole(join(folder, 'thing'), async (temporary) => {
    await writeFile(temporary, 'half');
    throw new Error('no more space');
  });

  await expect(failing).rejects.toThrow('no more space');
  expect(await readdir(folder)).toEqual([]);
});

it('lets two make the same folder at once: one of them stays, whole', async () => {
  const make = (content: string) =>
    makeWhole(join(folder, 'thing'), async (temporary) => {
      await mkdir(temporary);
      await writeFile(join(temporary, 'a'), content);
      await writeFile(join(temporary, 'b'), content);
    });

  await Promise.all([make('first'), make('second')]);

  expect(await readdir(folder)).toEqual(['thing']);
  const a = await readFile(join(folder, 'thing/a'), 'utf8');
  expect(await readFile(join(folder, 'thing/b'), 'utf8')).toBe(a);
});

it('sweeps away what a killed set-up left long ago, and nothing that may still be worked on', async () => {
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await writeFile(join(folder, 'thing.old.tmp'), 'half');
  await utimes(join(folder, 'thing.old.tmp'), old, old);
  await writeFile(join(folder, 'thing.new.tmp'), 'half');

  await makeWhole(join(folder, 'thing'), (temporary) => writeFile(temporary, 'whole'));

  expect((await readdir(folder)).sort()).toEqual(['thing', 'thing.new.tmp']);
});
