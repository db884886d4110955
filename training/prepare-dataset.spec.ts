import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Example } from '../models/dataset.js';
import type { ModelFamily } from '../models/model-family.js';
import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { prepareDataset } from './prepare-dataset.js';
import { loadDataset, splitOf } from './prepared-dataset.js';

const context = { report: () => undefined, signal: new AbortController().signal };
const family = (task: ModelFamily['task']) => ({ name: 'tiny', task }) as ModelFamily;

function plots(count: number, target: (index: number) => string[]): Example[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    identity: `movie ${index} (2000)`,
    fields: { plot: { text: `plot ${index}` } },
    target: target(index),
  }));
}

async function prepare(examples: Example[], task: ModelFamily['task'] = 'multi-label', dataFolder = tmpdir()) {
  const store = new MemoryArtifactStore();
  const prepared = await prepareDataset(family(task), examples, { dataFolder, store }, context);
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
  const { stored, tooFew } = await prepare(plots(400, (index) => (index < 99 ? ['Drama', 'War'] : ['Drama'])));
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

it('names the example and the file that cannot be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dataset-'));
  await writeFile(join(folder, 'there.jpg'), 'bytes');
  const fields = (file: string) => ({ image: { file } });
  const example = { id: 'm1', identity: 'm1', target: [] };
  await prepare([{ ...example, fields: fields('there.jpg') }], 'binary', folder);
  const missing = prepare([{ ...example, fields: fields('gone.jpg') }], 'binary', folder);
  await expect(missing).rejects.toThrow(/^m1: gone\.jpg cannot be read/);
  await rm(folder, { recursive: true });
});
