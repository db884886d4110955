import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelFamily } from './model-family.js';

/** The names of all families: every folder beside this file that has a `family` module. Nothing else lists families. */
export function familyNames(): string[] {
  return readdirSync(import.meta.dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => ['js', 'ts'].some((kind) => existsSync(join(import.meta.dirname, name, `family.${kind}`))))
    .sort();
}

/** Every family by its name. Loads no TensorFlow. */
export async function loadFamilies(): Promise<ReadonlyMap<string, ModelFamily>> {
  const families = new Map<string, ModelFamily>();
  // One after the other: Jest's module loader trips over a package that two imports want at the same time.
  for (const name of familyNames()) families.set(name, await loadFamily(name));
  return families;
}

/** One family; `name` is one of `familyNames()`. */
export async function loadFamily(name: string): Promise<ModelFamily> {
  const { family } = (await import(`./${name}/family.js`)) as { family: ModelFamily };
  return family;
}
