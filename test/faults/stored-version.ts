import type { ArtifactStore } from '../../platform/artifact-store.js';
import { collectionName } from '../../platform/collection-name.js';
import { sha256 } from '../../platform/content-hash.js';
import type { Manifest } from '../../platform/manifest.js';
import { encodeManifest } from '../../platform/manifest-file.js';
import type { ModelRegistry } from '../../platform/model-registry.js';
import { fileKey, MANIFEST } from '../../platform/version-keys.js';
import { decodeSnapshot, encodeSnapshot } from '../../platform/vector-snapshot.js';

export type Files = Readonly<Record<string, Uint8Array>>;

/** Everything there is of a version, outside any store: a spec may change it and say which hashes are to be right. */
export interface VersionParts {
  readonly manifest: Manifest;
  readonly files: Files;
  /** The snapshot of its vectors. */
  readonly vectors: Uint8Array | null;
}

/** What is stored, by key. */
export type Artifacts = Map<string, Uint8Array>;

export async function partsOf(
  { registry, store }: { readonly registry: ModelRegistry; readonly store: ArtifactStore },
  family: string,
  version: string,
): Promise<VersionParts> {
  const manifest = await registry.manifest(family, version);
  const read = async (name: string) => [name, await registry.readFile(family, version, name)] as const;
  const files = Object.fromEntries(await Promise.all(manifest.files.map(({ name }) => read(name))));
  const { collection } = manifest;
  return { manifest, files, vectors: collection === null ? null : (await store.get(vectorsKey(collection))).bytes };
}

/** The same weights as a version of another name. */
export function renamed(parts: VersionParts, version: string): VersionParts {
  const { manifest, vectors } = parts;
  const collection = manifest.collection && collectionName(manifest.family, version);
  const entries = vectors && decodeSnapshot(manifest.collection!, vectors);
  return {
    ...parts,
    manifest: { ...manifest, version, collection },
    vectors: entries && encodeSnapshot(collection!, entries),
  };
}

/** As a publisher would store it: every hash is that of what is there. */
export function sealed({ manifest, files, vectors }: VersionParts): Artifacts {
  const listed = Object.entries(files).map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes) }));
  const { family, version, collection } = manifest;
  const artifacts: Artifacts = new Map();
  for (const [name, bytes] of Object.entries(files)) artifacts.set(fileKey(family, version, name), bytes);
  if (vectors) artifacts.set(vectorsKey(collection ?? collectionName(family, version)), vectors);
  artifacts.set(manifestKey(manifest), encodeManifest({ ...manifest, files: listed }));
  return artifacts;
}

export function manifestKey({ family, version }: Pick<Manifest, 'family' | 'version'>): string {
  return fileKey(family, version, MANIFEST);
}

export function vectorsKey(collection: string): string {
  return `collections/${collection}`;
}
