import { join } from 'node:path';
import { z } from 'zod';
import { seedOf } from '../../training/clips/film-still.js';
import { splitOf } from '../../training/prepared-dataset.js';
import type { DatasetSource, Example } from '../dataset.js';
import { MissingDataError } from '../dataset.js';
import { DataFileSchema, readRowsIfAny } from '../movies.js';
import { MOVEMENTS, SCALES } from './clip-feeds.js';
import { importedClips } from './layouts/imported-clips.js';

const FrameSchema = z.looseObject({ file: DataFileSchema, scale: z.enum(SCALES) });

/**
 * Clips that were imported (`data_cleaned/`), else the stills that `shots/frames.jsonl` lists and clips made of them.
 * Only the labels of the heads that are asked for, and only examples that have one.
 */
export const examples: DatasetSource = async (dataFolder, { heads, takes }) => {
  const found = (await importedClips(dataFolder)) ?? (await stillsAndFilms(dataFolder, Number(takes)));
  if (!found) throw new MissingDataError(`${join(dataFolder, 'shots/frames.jsonl')} is missing`);
  const asked: readonly string[] =
    heads === 'scale' ? SCALES : heads === 'movement' ? MOVEMENTS : [...SCALES, ...MOVEMENTS];
  return found.flatMap((example) => {
    const target = example.target!.filter((label) => asked.includes(label));
    return target.length > 0 ? [{ ...example, target }] : [];
  });
};

/**
 * A still as it is tells of the scale alone. Films made of it tell of the movement alone: they show parts of the still, and
 * a part of a medium shot may be a close-up. Stills to learn from are filmed several times; the others once, so that each
 * has one say in the figures.
 */
async function stillsAndFilms(dataFolder: string, takes: number): Promise<Example[] | undefined> {
  const frames = await readRowsIfAny(join(dataFolder, 'shots/frames.jsonl'), FrameSchema);
  return frames?.flatMap(({ file, scale }) => {
    const count = splitOf(file) === 'train' ? takes : 1;
    const still = { id: file, identity: file, fields: { clip: { file } }, target: [scale] };
    return [still, ...Array.from({ length: count }, (_, take) => filmed(file, take))];
  });
}

/** No movement twice before each was there once, beginning with any. Nothing says which frames are of one film. */
function filmed(file: string, take: number): Example {
  const seed = seedOf(`${file} ${take}`);
  const first = seedOf(file) >>> 0;
  const movement = MOVEMENTS[(first + take) % MOVEMENTS.length]!;
  return {
    id: `${file}#${take}`,
    identity: file,
    fields: { clip: { file, filmed: { movement, seed } } },
    target: [movement],
  };
}
