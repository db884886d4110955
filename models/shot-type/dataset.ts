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
 * Clips that were imported (`data_cleaned/`), else clips made from the stills that `shots/frames.jsonl` lists.
 * Only the labels of the heads that are asked for.
 */
export const examples: DatasetSource = async (dataFolder, { heads, takes }) => {
  const found = (await importedClips(dataFolder)) ?? (await filmedStills(dataFolder, Number(takes)));
  if (!found) throw new MissingDataError(`${join(dataFolder, 'shots/frames.jsonl')} is missing`);
  const asked: readonly string[] =
    heads === 'scale' ? SCALES : heads === 'movement' ? MOVEMENTS : [...SCALES, ...MOVEMENTS];
  return found.map((example) => ({
    ...example,
    target: example.target?.filter((label) => asked.includes(label)) ?? null,
  }));
};

/** Stills to learn from are filmed several times; the others once, so that each has one say in the figures. */
async function filmedStills(dataFolder: string, takes: number): Promise<Example[] | undefined> {
  const frames = await readRowsIfAny(join(dataFolder, 'shots/frames.jsonl'), FrameSchema);
  return frames?.flatMap(({ file, scale }) => {
    const count = splitOf(file) === 'train' ? takes : 1;
    return Array.from({ length: count }, (_, take) => filmed(file, scale, take));
  });
}

/** No movement twice before each was there once, beginning with any. Nothing says which frames are of one film. */
function filmed(file: string, scale: string, take: number): Example {
  const seed = seedOf(`${file} ${take}`);
  const first = seedOf(file) >>> 0;
  const movement = MOVEMENTS[(first + take) % MOVEMENTS.length]!;
  return {
    id: `${file}#${take}`,
    identity: file,
    fields: { clip: { file, filmed: { movement, seed } } },
    target: [scale, movement],
  };
}
