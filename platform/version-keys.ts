import { PlatformError, VersionNotFoundError } from './errors.js';
import { FileNameSchema, VersionNameSchema } from './manifest.js';

export const MANIFEST = 'manifest.json';

/** `models/<family>/champion.json` */
export function championKey(family: string): string {
  return `${versionPrefix(family)}champion.json`;
}

/** `models/<family>/<version>/<name>` @throws PlatformError for anything that is no version or file name */
export function fileKey(family: string, version: string, name: string): string {
  if (!FileNameSchema.safeParse(name).success) {
    throw new PlatformError('FILE_NOT_FOUND', 404, `${JSON.stringify(name)} is no name of a file`, 'name');
  }
  return versionPrefix(family, version) + name;
}

/** `models/<family>/` or `models/<family>/<version>/` */
export function versionPrefix(family: string, version?: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(family)) {
    throw new PlatformError('FAMILY_NOT_FOUND', 404, `${JSON.stringify(family)} is no name of a family`, 'family');
  }
  if (version === undefined) return `models/${family}/`;
  if (!VersionNameSchema.safeParse(version).success) throw new VersionNotFoundError(family, JSON.stringify(version));
  return `models/${family}/${version}/`;
}

/** The version that a key below `models/<family>/` belongs to. */
export function versionNameOf(family: string, key: string): string | undefined {
  const segment = key.slice(versionPrefix(family).length).split('/')[0];
  return VersionNameSchema.safeParse(segment).success ? segment : undefined;
}

/** The file's name, if the key is a file directly in the version's folder. */
export function fileNameOf(family: string, version: string, key: string): string | undefined {
  const name = key.slice(versionPrefix(family, version).length);
  return FileNameSchema.safeParse(name).success ? name : undefined;
}
