import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { INVENTED_MARKER } from '../../models/movies.js';
import { catalogueFiles } from './catalogue-files.js';
import { README } from './readme.js';

/** What the marker holds in a folder drawn by this program. */
const EDITION = '2\n'; // raise it when the drawing changes, and the catalogue is drawn anew
const SEED = 1895; // the year of the first public film show
const AT_ONCE = 4; // pictures in work: sharp renders in its own threads

class FolderTakenError extends Error {
  constructor(folder: string) {
    super(`${folder} holds something else; the invented catalogue needs a folder of its own`);
    this.name = 'FolderTakenError';
  }
}

/**
 * Draws the invented catalogue into a folder, in the layout of real data (docs/bring-your-own-movies.md). The folder
 * appears whole or not at all; one that holds this edition already is left as it is.
 * @returns whether it was drawn now
 */
export async function drawCatalogue(folder: string): Promise<boolean> {
  const present = await editionOf(folder);
  if (present === EDITION) return false;
  if (present === undefined && !(await isFree(folder))) throw new FolderTakenError(folder);
  const draft = `${folder}.${randomUUID()}`;
  try {
    await write(draft);
    await replace(folder, draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return true;
}

async function write(folder: string): Promise<void> {
  sharp.concurrency(1);
  const { lists, images } = catalogueFiles(SEED);
  const folders = new Set([...lists, ...images].map(({ file }) => dirname(join(folder, file))));
  for (const each of folders) await mkdir(each, { recursive: true });
  const limit = pLimit(AT_ONCE);
  await Promise.all(images.map(({ file, render }) => limit(async () => writeFile(join(folder, file), await render()))));
  for (const { file, rows } of lists) {
    await writeFile(join(folder, file), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  await writeFile(join(folder, 'README.md'), README);
  await writeFile(join(folder, INVENTED_MARKER), EDITION);
}

/** Puts the draft in place. Somebody who drew at the same time drew the same: then theirs stays. */
async function replace(folder: string, draft: string): Promise<void> {
  const present = await editionOf(folder);
  if (present === EDITION) return;
  if (present !== undefined) await rm(folder, { recursive: true }); // an older edition; anybody's own data has no marker
  try {
    await rename(draft, folder);
  } catch (error) {
    if ((await editionOf(folder)) === EDITION) return;
    throw error;
  }
}

/** Nothing there, or an empty folder, which a rename replaces. */
async function isFree(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => [])).length === 0;
}

async function editionOf(folder: string): Promise<string | undefined> {
  return readFile(join(folder, INVENTED_MARKER), 'utf8').catch(() => undefined);
}
