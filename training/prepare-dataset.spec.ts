import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Example } from '../models/dataset.js';
import sharp from 'sharp';
import type { ModelFamily } from '../models/model-family.js';
import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { prepareDataset } from './prepare-dataset.js';
import { loadDataset, splitOf } from './prepared-dataset.js';

const GENRES = ['Drama', 'War'];
const context = { report: () => undefined, signal: new AbortController().signal };
const input: ModelFamily['input'] = {
  plot: { kind: 'text', title: 'Plot', minCharacters: 5, maxCharacters: 50 },
  image: { kind: 'image', title: 'Poster', maxBytes: 1_000_000 },
};
const family = (task: ModelFamily['task']) => ({ name: 'tiny', task, input }) as ModelFamily;

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'dataset-'))));
afterAll(() => rm(folder, { recursive: true }));

function plots(count: number, target: (index: number) => string[] | null): Example[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    identity: `movie ${index} (2000)`,
    fields: { plot: { text: `plot ${index}` } },
    target: target(index),
  }));
}

async function prepare(examples: Example[], task: ModelFamily['task'] = 'multi-label') {
  const store = new MemoryArtifactStore();
  const prepared = await prepareDataset(
    family(task),
    examples,
    { dataFolder: folder, featuresFolder: folder, store },
    context,
  );
  return { ...prepared, stored: await loadDataset(store, prepared.dataset) };
}

it('splits 80/10/10 by identity alone', () => {
  const splits = Array.from({ length: 10_000 }, (_, index) => splitOf(`movie ${index} (1999)`));
  const share = (split: string) => splits.filter((found) => found === split).length / splits.length;
  expect(share('train')).toBeCloseTo(0.8, 1);
  expect(share('validation')).toBeCloseTo(0.1, 1);
  expect(splitOf('a film (1999)')).toBe(splitOf('a film (1999)'));
});

it('puts examples of one identity on one side', async () => {
  const examples = plots(300, () => ['Drama']).map((example) => ({ ...example, identity: 'the same movie (1999)' }));
  const { stored } = await prepare(examples);
  expect(new Set(stored.examples.map(({ split }) => split)).size).toBe(1);
});

it('leaves out labels with fewer than 100 examples and names them', async () => {
  const { stored, tooFew } = await prepare(
    plots(400, (index) => (index < 99 ? ['Drama', 'War'] : [GENRES[0]!].slice(index % 2))),
  );
  expect(stored.labels).toEqual(['Drama']);
  expect(stored.labelsLeftOut).toEqual([{ label: 'War', examples: 99 }]);
  expect(tooFew).toBeNull();
});

it('has the same hash for the same data, another for another text or target', async () => {
  const hashOf = async (examples: Example[]) => (await prepare(examples)).dataset.hash;
  const examples = plots(120, () => ['Drama']);
  const [first, ...rest] = examples as [Example, ...Example[]];
  const hash = await hashOf(examples);
  expect(await hashOf(plots(120, () => ['Drama']))).toBe(hash);
  expect(await hashOf([{ ...first, fields: { plot: { text: 'another' } } }, ...rest])).not.toBe(hash);
  expect(await hashOf([{ ...first, target: [] }, ...rest])).not.toBe(hash);
});

it('says what is missing when there is too little', async () => {
  expect((await prepare(plots(50, () => ['Drama']))).tooFew).toBe('No label of tiny has 100 examples.');
  expect((await prepare(plots(110, () => ['Drama']))).tooFew).toMatch(/fewer than 20 examples for/);
  expect(
    (
      await prepare(
        plots(400, () => ['poster']),
        'binary',
      )
    ).tooFew,
  ).toMatch(/0 examples that are no poster/);
});

it('has nothing to learn where every example of a split is alike', async () => {
  expect((await prepare(plots(400, () => ['Drama']))).tooFew).toBe(
    'All examples of tiny for train have the same labels: there is nothing to tell apart.',
  );
});

it('keeps examples whose labels nobody knows out of every split and every count', async () => {
  const { stored, dataset } = await prepare(plots(400, (index) => (index < 300 ? [GENRES[index % 2]!] : null)));
  expect(stored.examples.slice(300).map(({ split, target }) => [split, target])).toEqual(
    Array(100).fill(['unlabelled', []]),
  );
  expect(dataset.counts.train + dataset.counts.validation + dataset.counts.test).toBe(300);
});

describe('files and texts', () => {
  const poster = (file: string): Example => ({
    ...{ id: file, identity: file, target: [] },
    fields: { image: { file } },
  });

  it('names the example and the file that is not there', async () => {
    await expect(prepare([poster('gone.jpg')], 'binary')).rejects.toThrow(/^gone\.jpg: gone\.jpg cannot be read/);
  });

  it('leaves out what serving would refuse, and says why, again and again', async () => {
    const red = sharp({ create: { width: 300, height: 400, channels: 3, background: 'red' } });
    const bytes = await red.jpeg().toBuffer();
    await writeFile(join(folder, 'whole.jpg'), bytes);
    await writeFile(join(folder, 'half.jpg'), bytes.subarray(0, bytes.length / 2));
    const short = { ...plots(1, () => null)[0]!, fields: { plot: { text: 'ok' } } };
    const examples = [poster('half.jpg'), poster('whole.jpg'), short];
    for (let round = 0; round < 2; round += 1) {
      const { stored } = await prepare(examples, 'binary');
      expect(stored.examples.map(({ id }) => id)).toEqual(['whole.jpg']);
      expect(stored.examplesLeftOut).toEqual([
        { id: 'half.jpg', reason: 'half.jpg: image is a damaged or truncated image' },
        { id: 'm0', reason: 'plot needs at least 5 characters' },
      ]);
    }
  });
});

it('learns one label of several from twenty examples on, and nothing from an example with none', async () => {
  const labels = ['Drama', 'War', 'Rare'];
  const examples = plots(400, (index) => [labels[index < 15 ? 2 : index % 2]!]);
  const { stored, tooFew } = await prepare(examples, 'multi-class');
  expect([stored.labels, stored.labelsLeftOut, tooFew]).toEqual([
    ['Drama', 'War'],
    [{ label: 'Rare', examples: 15 }],
    null,
  ]);
  const unlabelled = stored.examples.filter(({ split }) => split === 'unlabelled');
  expect(unlabelled.map(({ target }) => target)).toEqual(new Array(15).fill(['Rare']));
});

it('refuses an example with two labels where exactly one is right', async () => {
  const examples = plots(10, () => ['Drama', 'War']);
  await expect(prepare(examples, 'multi-class')).rejects.toThrow('m0: expected one label, got Drama and War');
});
