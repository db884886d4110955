import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelFamily } from './model-family.js';

/** Every folder beside this file that has a `family` module. Nothing else lists families. */
export function familyFolders(): string[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => ['js', 'ts'].some((kind) => existsSync(join(import.meta.dirname, name, `family.${kind}`))))
    .sort();
}

/** The names of all families, in order. Loads no TensorFlow. */
export async function familyNames(): Promise<string[]> {
  return [...(await loadFamilies()).keys()];
}

/** Every family by its name, those of a subject beside each other. Loads no TensorFlow. */
export async function loadFamilies(): Promise<ReadonlyMap<string, ModelFamily>> {
  const families: ModelFamily[] = [];
  // One after the other: Jest's module loader trips over a package that two imports want at the same time.
  for (const folder of familyFolders()) families.push(...(await loadFolder(folder)));
  const bySubject = families.sort((one, other) => one.subject.localeCompare(other.subject)); // stable: by folder within one
  return new Map(bySubject.map((family) => [family.name, family]));
}

/** One family; `name` is one of `familyNames()`. */
export async function loadFamily(name: string): Promise<ModelFamily> {
  const family = (await loadFolder(folderOf(name))).find((other) => other.name === name);
  if (!family) throw new Error(`There is no model family ${name}`);
  return family;
}

/** Where a family lies: in the folder of its name, or, as one of several variants, in one that its name begins with. */
export function folderOf(name: string): string {
  const fitting = familyFolders().filter((other) => name === other || name.startsWith(`${other}-`));
  const folder = fitting.sort((some, other) => other.length - some.length)[0];
  if (folder === undefined) throw new Error(`There is no model family ${name}`);
  return folder;
}

/** A folder's only family, or its variants. */
async function loadFolder(folder: string): Promise<readonly ModelFamily[]> {
  const { family, families = [] } = (await import(`./${folder}/family.js`)) as {
    family?: ModelFamily;
    families?: readonly ModelFamily[];
  };
  return family ? [family, ...families] : families;
}
