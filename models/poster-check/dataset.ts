import { join } from 'node:path';
import { z } from 'zod';
import type { DatasetSource, Example } from '../dataset.js';
import { DataFileSchema, identityOf, readMovies, readRowsIfAny } from '../movies.js';

/** Lists of images that are no posters: where the list lies, what it lists, and which property of a row is the file. */
const NEGATIVES = [
  { list: 'nonposters/imagenet.jsonl', kind: 'photo', property: 'file' },
  { list: 'shots/frames.jsonl', kind: 'frame', property: 'file' },
  { list: 'clothing/labels.jsonl', kind: 'clothing', property: 'file' },
  // without shop products among the negatives, one unseen product photo in seven passes as a poster
  { list: 'products/products.jsonl', kind: 'product', property: 'image' },
] as const;

/** Every poster of the catalogue, and every image of the lists above that the data folder has. */
export const examples: DatasetSource = async (dataFolder) => {
  const posters = (await readMovies(dataFolder)).flatMap(({ id, title, year, poster }): Example[] =>
    poster === null
      ? []
      : [
          {
            id,
            identity: identityOf({ title, year }),
            fields: { image: { file: poster } },
            target: ['poster'],
            kind: 'poster',
          },
        ],
  );
  const others = await Promise.all(NEGATIVES.map((negatives) => readNegatives(dataFolder, negatives)));
  return [posters, ...others].flat();
};

async function readNegatives(
  dataFolder: string,
  { list, kind, property }: (typeof NEGATIVES)[number],
): Promise<Example[]> {
  const rows = (await readRowsIfAny(join(dataFolder, list), z.looseObject({ [property]: DataFileSchema }))) ?? [];
  return rows.map((row) => {
    const file = row[property] as string;
    return { id: file, identity: file, fields: { image: { file } }, target: [], kind };
  });
}
