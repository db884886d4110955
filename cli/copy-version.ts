import { ArtifactNotFoundError, PlatformError } from '../platform/errors.js';
import type { Manifest } from '../platform/manifest.js';
import { fileKey, MANIFEST } from '../platform/version-keys.js';
import type { VectorEntry } from '../platform/vector-index.js';
import type { Stores } from '../platform/adapters.js';

export interface Copied {
  readonly family: string;
  readonly version: string;
  readonly files: number;
  readonly vectors: number;
  /** false when the target had this very version already. */
  readonly isNew: boolean;
}

/**
 * Copies a version with its vectors: vectors first, then files, each checked against the manifest, which comes last. A
 * copy that was broken off is no version; done again it is completed.
 * @throws PlatformError VERSION_COMMITTED when the target has another version of that name; VersionNotFoundError;
 * CorruptVersionError; CollectionNotFoundError when the source has lost the vectors
 */
export async function copyVersion(
  source: Stores,
  target: Stores,
  { family, version }: { readonly family: string; readonly version: string },
  onFile: (name: string, share: number) => void = () => undefined,
): Promise<Copied> {
  const manifest = await source.registry.manifest(family, version);
  const { bytes } = await source.store.get(fileKey(family, version, MANIFEST)); // as it is: also what we do not know yet
  const isNew = !(await isThere(target, family, version, bytes));
  const vectors = await copyVectors(source, target, manifest);
  if (isNew) await copyFiles(source, target, manifest, bytes, onFile);
  return { family, version, files: manifest.files.length, vectors, isNew };
}

async function copyFiles(
  source: Stores,
  target: Stores,
  { family, version, files }: Manifest,
  manifest: Uint8Array,
  onFile: (name: string, share: number) => void,
): Promise<void> {
  try {
    for (const [place, { name }] of files.entries()) {
      onFile(name, place / files.length);
      await target.registry.writeFile(family, version, name, await source.registry.readFile(family, version, name));
    }
    await target.store.put(fileKey(family, version, MANIFEST), manifest, { ifNoneMatch: '*' });
  } catch (error) {
    if (!isCommittedMeanwhile(error)) throw error;
    await isThere(target, family, version, manifest); // somebody who copied the same version has done it for us
  }
}

function isCommittedMeanwhile(error: unknown): boolean {
  return error instanceof PlatformError && ['VERSION_COMMITTED', 'ARTIFACT_CONFLICT'].includes(error.code);
}

/** @throws PlatformError VERSION_COMMITTED when it is another one */
async function isThere({ store }: Stores, family: string, version: string, manifest: Uint8Array): Promise<boolean> {
  try {
    const found = await store.get(fileKey(family, version, MANIFEST));
    if (Buffer.from(manifest).equals(found.bytes)) return true;
  } catch (error) {
    if (error instanceof ArtifactNotFoundError) return false;
    throw error;
  }
  const message = `The target has another version ${version} of ${family}, and published versions never change`;
  throw new PlatformError('VERSION_COMMITTED', 409, message, 'version');
}

async function copyVectors(source: Stores, target: Stores, { collection }: Manifest): Promise<number> {
  if (collection === null) return 0;
  const entries: VectorEntry[] = [];
  for await (const entry of source.index.entries(collection)) entries.push(entry);
  await target.index.replace(collection, entries);
  return entries.length;
}
