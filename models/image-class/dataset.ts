import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { splitOfFolder, withGivenSplits } from '../../training/given-splits.js';
import { MissingDataError } from '../dataset.js';
import type { DatasetSource, Example } from '../dataset.js';
import type { Hyperparameters } from './hyperparameters.js';

const PICTURE = /^[^.].*\.(jpe?g|png|webp|gif|avif)$/i; // none that is hidden, as macOS leaves beside each on foreign disks
const FILES_AT_ONCE = 16;

/**
 * Every picture below `<dataset>/<class>/`, or below `<dataset>/{train,val,test}/<class>/`: where such folders are, they
 * are the splits. Pictures of equal bytes are one identity.
 */
export const examples: DatasetSource = async (dataFolder, hyperparameters) => {
  const { dataset } = hyperparameters as Hyperparameters;
  const folders = await foldersOf(join(dataFolder, dataset));
  const isSplit = folders.length > 0 && folders.every((name) => splitOfFolder(name) !== undefined);
  const classes = isSplit
    ? (
        await Promise.all(folders.map((split) => classFolders(dataFolder, join(dataset, split), splitOfFolder(split))))
      ).flat()
    : folders.map((label) => ({ label, folder: join(dataset, label) }));
  const files = (await Promise.all(classes.map((one) => picturesOf(dataFolder, one)))).flat();
  if (files.length === 0) {
    throw new MissingDataError(
      `${join(dataFolder, dataset)} is missing, or holds no folder of pictures for each class`,
    );
  }
  const limit = pLimit(FILES_AT_ONCE);
  const found = await limit.map(files, async ({ file, label, split }): Promise<Example> => {
    const identity = createHash('sha256')
      .update(await readFile(join(dataFolder, file)))
      .digest('hex');
    return { id: file, identity, fields: { image: { file } }, target: [label], ...(split && { split }) };
  });
  return withGivenSplits(found);
};

interface ClassFolder {
  readonly label: string;
  /** Within the data folder. */
  readonly folder: string;
  readonly split?: Example['split'];
}

async function classFolders(dataFolder: string, folder: string, split: Example['split']): Promise<ClassFolder[]> {
  const labels = await foldersOf(join(dataFolder, folder));
  return labels.map((label) => ({ label, folder: join(folder, label), split }));
}

async function picturesOf(dataFolder: string, { folder, ...rest }: ClassFolder) {
  const names = (await readdir(join(dataFolder, folder))).filter((name) => PICTURE.test(name)).sort();
  return names.map((name) => ({ ...rest, file: join(folder, name) }));
}

/** Names in order, none that is hidden; of a folder that is not there: none. */
async function foldersOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
