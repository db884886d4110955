import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitOf } from '../../training/prepared-dataset.js';
import { MOVEMENTS } from './clip-feeds.js';
import { examples } from './dataset.js';
import { hyperparameters } from './hyperparameters.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-shots-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, rows: readonly unknown[]): Promise<void> {
  await mkdir(join(folder, file, '..'), { recursive: true });
  await writeFile(join(folder, file), rows.map((row) => JSON.stringify(row)).join('\n'));
}

const read = (settings: Record<string, unknown> = {}) => examples(folder, hyperparameters.parse(settings));
const stills = Array.from({ length: 40 }, (_, number) => ({ file: `shots/frames/MS/${number}.jpg`, scale: 'MS' }));

describe('of stills', () => {
  beforeEach(() => write('shots/frames.jsonl', stills));

  it('films those to learn from several times, each time otherwise, and the others once', async () => {
    const found = (await read({ takes: 4 })).filter(({ id }) => id.includes('#'));
    for (const { file } of stills) {
      const takes = found.filter(({ identity }) => identity === file);
      expect(takes).toHaveLength(splitOf(file) === 'train' ? 4 : 1);
      expect(new Set(takes.flatMap(({ target }) => target!)).size).toBe(takes.length);
    }
    expect(new Set(found.flatMap(({ target }) => target!))).toEqual(new Set(MOVEMENTS));
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  it('labels a film with the movement that it is made with, and a still as it is with its scale', async () => {
    for (const { id, fields, target } of await read()) {
      if (id.includes('#')) expect(fields.clip).toMatchObject({ filmed: { movement: target!.join() } });
      else expect([fields.clip, target]).toEqual([{ file: id }, ['MS']]);
    }
  });

  it('has the examples of one head only where one head is asked for', async () => {
    const scales = await read({ heads: 'scale' });
    expect(scales.map(({ id, target }) => [id, target])).toEqual(stills.map(({ file }) => [file, ['MS']]));
    const movements = await read({ heads: 'movement' });
    expect(movements.every(({ id }) => id.includes('#'))).toBe(true);
    expect(new Set(movements.flatMap(({ target }) => target!))).toEqual(new Set(MOVEMENTS));
  });
});

describe('of imported clips', () => {
  const clip = (split: string, movie: string, movement: string) =>
    write(`data_cleaned/${split}/labels.jsonl`, [
      { file: `data_cleaned/${split}/${movie}_0001.webp`, movie, shot: '0001', scale: 'LS', movement },
    ]);

  it('reads them instead of stills, in the splits that they came with', async () => {
    await write('shots/frames.jsonl', stills);
    await clip('train', 'tt1', 'push');
    await clip('val', 'tt2', 'pull');
    await clip('test', 'tt3', 'static');
    const found = (await read()).map(({ id, split, target, fields }) => [id, split, target, fields]);
    expect(found).toEqual([
      ['tt1-0001', 'train', ['LS', 'push'], { clip: { file: 'data_cleaned/train/tt1_0001.webp' } }],
      ['tt2-0001', 'validation', ['LS', 'pull'], { clip: { file: 'data_cleaned/val/tt2_0001.webp' } }],
      ['tt3-0001', 'test', ['LS', 'static'], { clip: { file: 'data_cleaned/test/tt3_0001.webp' } }],
    ]);
  });

  it('refuses a movie of which shots are in two splits', async () => {
    await clip('train', 'tt1', 'push');
    await clip('test', 'tt1', 'pull');
    await expect(read()).rejects.toThrow('Shots of tt1 are in train and in test');
  });
});
