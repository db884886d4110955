import { join } from 'node:path';
import { z } from 'zod';
import { InvalidDatasetError } from '../../dataset.js';
import type { Example } from '../../dataset.js';
import { DataFileSchema, readRowsIfAny } from '../../movies.js';
import { MOVEMENTS, SCALES } from '../clip-feeds.js';

/** Where `marquee import movie-shots` puts the clips of each split, with a list of them. */
export const CLIPS_FOLDER = 'data_cleaned';
export const CLIPS_LIST = 'labels.jsonl';
const SPLITS = { train: 'train', val: 'validation', test: 'test' } as const;

export const ImportedClipSchema = z.object({
  /** Relative to the data folder; a WebP of eight frames. */
  file: DataFileSchema,
  movie: z.string().min(1),
  shot: z.string().min(1),
  scale: z.enum(SCALES),
  movement: z.enum(MOVEMENTS),
});
export type ImportedClip = z.infer<typeof ImportedClipSchema>;

/**
 * Shots of films, in the splits that came with them.
 * @throws InvalidDatasetError naming file and line, or a film of which shots are in two splits
 */
export async function importedClips(dataFolder: string): Promise<Example[] | undefined> {
  const splits = await Promise.all(
    Object.entries(SPLITS).map(async ([folder, split]) => {
      const rows = await readRowsIfAny(join(dataFolder, CLIPS_FOLDER, folder, CLIPS_LIST), ImportedClipSchema);
      return { split, rows: rows ?? [] };
    }),
  );
  refuseSharedMovies(splits);
  const examples = splits.flatMap(({ split, rows }) => rows.map((row) => exampleOf(row, split)));
  return examples.length > 0 ? examples : undefined;
}

function exampleOf({ file, movie, shot, scale, movement }: ImportedClip, split: Split): Example {
  const target = [scale, movement];
  return { id: `${movie}-${shot}`, identity: movie, split, fields: { clip: { file } }, target };
}

type Split = (typeof SPLITS)[keyof typeof SPLITS];

/** Shots of one film look alike: a figure over such a split would flatter. */
function refuseSharedMovies(splits: readonly { split: Split; rows: readonly ImportedClip[] }[]): void {
  const seen = new Map<string, Split>();
  for (const { split, rows } of splits) {
    for (const { movie } of rows) {
      const other = seen.get(movie) ?? split;
      if (other !== split) throw new InvalidDatasetError(`Shots of ${movie} are in ${other} and in ${split}`);
      seen.set(movie, split);
    }
  }
}
