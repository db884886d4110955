import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, storageError } from './file-errors.js';
import { isArtifactFile } from './key-claims.js';

/** Keys of the files below `root` that start with `prefix`, in key order. */
export async function* listFiles(root: string, prefix: string): AsyncIterable<string> {
  const folder = prefix.slice(0, prefix.lastIndexOf('/') + 1);
  yield* walk(root, folder, prefix);
}

async function* walk(root: string, folder: string, prefix: string): AsyncIterable<string> {
  const entries = (await entriesOf(root, folder)).filter((entry) => isArtifactFile(entry.name));
  // A folder sorts by "name/", which is how its keys go on: "a-b/x" comes before "a/x".
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
  for (const path of names.map((name) => folder + name)) {
    if (!path.startsWith(prefix) && !prefix.startsWith(path)) continue;
    if (path.endsWith('/')) yield* walk(root, path, prefix);
    else if (path.startsWith(prefix)) yield path;
  }
}

async function entriesOf(root: string, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) return [];
    throw storageError(folder || 'the list of artifacts', root, error);
  }
}
