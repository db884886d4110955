import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { extract } from './zip.mjs';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'marquee-zip-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const place = (name: string) => (name.startsWith('wanted/') ? join(folder, 'out', name) : undefined);

it('takes the wanted files out, packed, stored or empty, and leaves the others in', async () => {
  const long = 'marquee '.repeat(10_000);
  const archive = zipSync({
    'wanted/packed.txt': strToU8(long),
    'wanted/stored.txt': [strToU8('as it is'), { level: 0 }],
    'wanted/empty.txt': strToU8(''),
    'other.txt': strToU8('not this'),
  });
  await writeFile(join(folder, 'archive.zip'), archive);

  expect(await extract(join(folder, 'archive.zip'), place)).toBe(3);

  expect(await readFile(place('wanted/packed.txt') ?? '', 'utf8')).toBe(long);
  expect(await readFile(place('wanted/stored.txt') ?? '', 'utf8')).toBe('as it is');
  expect(await readFile(place('wanted/empty.txt') ?? '', 'utf8')).toBe('');
});

it('says so when a file is no archive', async () => {
  await writeFile(join(folder, 'page.html'), '<h1>Sign in</h1>'.repeat(10));
  await expect(extract(join(folder, 'page.html'), place)).rejects.toThrow('this is no zip archive');
});
