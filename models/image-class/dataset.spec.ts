import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { MissingDataError } from '../dataset.js';
import { examples } from './dataset.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'marquee-pictures-'));
});
afterEach(() => rm(data, { recursive: true }));

/** What a file holds is not looked at here. */
async function put(file: string, content = file): Promise<void> {
  const path = join(data, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

const read = (dataset = 'pets') => examples(data, { dataset });
const labels = async () => (await read()).map(({ id, target }) => [id, ...target!]);

it('takes every folder for a class, and every picture in it, whatever its format, for one of it', async () => {
  for (const file of ['cat/b.PNG', 'cat/a.jpeg', 'dog/a.webp', 'dog/c.gif', 'dog/d.avif']) await put(`pets/${file}`);
  expect(await labels()).toEqual([
    ['pets/cat/a.jpeg', 'cat'],
    ['pets/cat/b.PNG', 'cat'],
    ['pets/dog/a.webp', 'dog'],
    ['pets/dog/c.gif', 'dog'],
    ['pets/dog/d.avif', 'dog'],
  ]);
});

it('takes folders of splits for the splits', async () => {
  for (const file of ['train/cat/a.jpg', 'val/cat/b.jpg', 'test/dog/c.jpg']) await put(`pets/${file}`);
  expect((await read()).map(({ id, split, target }) => [id, split, ...target!])).toEqual([
    ['pets/test/dog/c.jpg', 'test', 'dog'],
    ['pets/train/cat/a.jpg', 'train', 'cat'],
    ['pets/val/cat/b.jpg', 'validation', 'cat'],
  ]);
});

it('never learns from a picture that is asked about under another name', async () => {
  for (const file of ['train/cat/a.jpg', 'test/cat/b.jpg']) await put(`pets/${file}`, 'same');
  for (const file of ['train/dog/c.jpg', 'val/dog/d.jpg']) await put(`pets/${file}`);
  expect((await read()).map(({ id, split }) => [id, split])).toEqual([
    ['pets/test/cat/b.jpg', 'test'],
    ['pets/train/cat/a.jpg', 'test'],
    ['pets/train/dog/c.jpg', 'train'],
    ['pets/val/dog/d.jpg', 'validation'],
  ]);
});

it('has a class that is called like a split, where not all folders are', async () => {
  for (const file of ['test/a.jpg', 'exam/b.jpg']) await put(`pets/${file}`);
  expect(await labels()).toEqual([
    ['pets/exam/b.jpg', 'exam'],
    ['pets/test/a.jpg', 'test'],
  ]);
});

it('knows equal pictures, so that they fall into the same split', async () => {
  await put('pets/cat/a.jpg', 'same');
  await put('pets/cat/copy.jpg', 'same');
  await put('pets/dog/other.jpg');
  const identities = (await read()).map(({ identity }) => identity);
  expect(identities[0]).toBe(identities[1]);
  expect(new Set(identities).size).toBe(2);
});

it('leaves out what is no picture, what is hidden and what lies beside the folders', async () => {
  for (const file of ['cat/a.jpg', 'cat/notes.txt', 'cat/._a.jpg', '.trash/b.jpg', 'readme.jpg']) {
    await put(`pets/${file}`);
  }
  expect(await labels()).toEqual([['pets/cat/a.jpg', 'cat']]);
});

it.each(['nowhere', 'empty', 'pets/cat'])('says of %s that there is no folder of pictures', async (dataset) => {
  await put('empty/notes.txt');
  await put('pets/cat/a.jpg');
  await expect(read(dataset)).rejects.toThrow(MissingDataError);
  await expect(read(dataset)).rejects.toThrow(`${dataset} is missing, or holds no folder of pictures`);
});
