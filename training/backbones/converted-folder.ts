import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** `backbone.json` of a converted backbone: what it is and which file it was made from. */
export const BackboneSchema = z.object({
  name: z.string(),
  /** Of the pretrained weights' file. */
  sha256: z.string(),
  dimensions: z.number().int(),
  /** Which way of converting wrote it; a newer one converts again. */
  conversion: z.number().int(),
});
export type BackboneDescription = z.infer<typeof BackboneSchema>;

export function backboneFolder(cacheFolder: string, name: string): string {
  return join(cacheFolder, 'backbones', name);
}

/** What the folder holds, or undefined when nothing usable is there. */
export async function readDescription(folder: string): Promise<BackboneDescription | undefined> {
  try {
    return BackboneSchema.parse(JSON.parse(await readFile(join(folder, 'backbone.json'), 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Fills a folder at once: written beside it and renamed, so that a reader sees all of it or nothing, also when two
 * processes convert at the same time or one of them is killed.
 */
export async function replaceFolder(
  folder: string,
  description: BackboneDescription,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = `${folder}.${process.pid}.partial`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    await write(temporary);
    await writeFile(join(temporary, 'backbone.json'), `${JSON.stringify(description, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    if (!isSame(await readDescription(folder), description)) throw error; // otherwise another process was quicker
  }
}

export function isSame(found: BackboneDescription | undefined, wanted: BackboneDescription): boolean {
  return found?.sha256 === wanted.sha256 && found.conversion === wanted.conversion;
}
