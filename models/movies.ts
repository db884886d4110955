import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { InvalidDatasetError } from './dataset.js';

const GenresSchema = z.array(z.string().min(1));
/** A file of the data folder, relative to it. */
export const DataFileSchema = z
  .string()
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/, 'expected a path inside the data folder');

/** Goes into URLs and file names as it is. */
export const MovieIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'expected 1 to 64 letters, digits, _ or -');

const MovieSchema = z.object({
  id: MovieIdSchema,
  title: z.string().min(1),
  year: z.number().int(),
  genres: GenresSchema,
  plot: z.string().default(''),
  /** The poster's file, relative to the data folder. */
  poster: DataFileSchema.nullable().default(null),
});
/** A movie of the catalogue. What other sources say about it (an encyclopedia names the genre outright) is not read. */
export type Movie = z.infer<typeof MovieSchema>;

const PlotSchema = z.object({
  tmdbId: z.number().int(),
  title: z.string().min(1),
  year: z.number().int(),
  genres: GenresSchema,
  plot: z.string().min(1),
});
/** A movie that is known by its plot only, and so no part of the catalogue. */
export type Plot = z.infer<typeof PlotSchema>;

/** A data folder with a file of this name holds invented movies. */
export const INVENTED_MARKER = 'INVENTED';

/** Whether the folder says of itself that its movies are invented. */
export function isInvented(dataFolder: string): Promise<boolean> {
  return access(join(dataFolder, INVENTED_MARKER)).then(
    () => true,
    () => false,
  );
}

/** Where the catalogue stands in a data folder. */
export function catalogueFile(dataFolder: string): string {
  return join(dataFolder, 'movies.jsonl');
}

/** The catalogue: `movies.jsonl`, one movie a line, each with an id of its own. @throws InvalidDatasetError naming file and line */
export async function readMovies(dataFolder: string): Promise<Movie[]> {
  const file = catalogueFile(dataFolder);
  const movies = await readRows(file, MovieSchema);
  const ids = new Set<string>();
  for (const { id, title } of movies) {
    if (ids.has(id))
      throw new InvalidDatasetError(`${file}: id ${id} ("${title}") stands twice, expected one movie per id`);
    ids.add(id);
  }
  return movies;
}

/** `plots.jsonl`, if the folder has one: more plots to learn from. @throws InvalidDatasetError naming file and line */
export async function readPlots(dataFolder: string): Promise<Plot[]> {
  return (await readRowsIfAny(join(dataFolder, 'plots.jsonl'), PlotSchema)) ?? [];
}

/** Same title and year = same movie, whatever source names it and however it spells the title. */
export function identityOf({ title, year }: { title: string; year: number }): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [title];
  return `${words.join(' ')} (${year})`;
}

/** The rows of a JSON Lines file. @throws InvalidDatasetError */
export async function readRows<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows = await readRowsIfAny(file, schema);
  if (!rows) throw new InvalidDatasetError(`${file} is missing`);
  return rows;
}

/** The rows of a JSON Lines file, or undefined when there is no such file. @throws InvalidDatasetError */
export async function readRowsIfAny<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[] | undefined> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return content
    ?.split('\n')
    .map((line, index) => ({ line, where: `${file}, line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => parseRow(line, where, schema));
}

function parseRow<Row>(line: string, where: string, schema: z.ZodType<Row>): Row {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new InvalidDatasetError(`${where}: not JSON`);
  }
  const row = schema.safeParse(value);
  if (row.success) return row.data;
  const problems = row.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new InvalidDatasetError(`${where}: ${problems.join('; ')}`);
}
