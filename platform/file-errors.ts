import { PlatformError } from './errors.js';

const MEANINGS: Readonly<Record<string, { code: string; status: number; says: string }>> = {
  ENOSPC: { code: 'STORAGE_FULL', status: 507, says: 'the disk is full' },
  EDQUOT: { code: 'STORAGE_FULL', status: 507, says: 'the disk quota is used up' },
  EROFS: { code: 'STORAGE_READ_ONLY', status: 503, says: 'the file system is read-only' },
  EACCES: { code: 'STORAGE_READ_ONLY', status: 503, says: 'this user may not write there' },
  EPERM: { code: 'STORAGE_READ_ONLY', status: 503, says: 'this user may not write there' },
  ENOTDIR: { code: 'ARTIFACT_KEY_NESTED', status: 409, says: 'a part of its path is a file' },
  EEXIST: { code: 'ARTIFACT_KEY_NESTED', status: 409, says: 'a part of its path is a file' },
  EISDIR: { code: 'ARTIFACT_KEY_NESTED', status: 409, says: 'there are artifacts below the key' },
};

/** The operating system's code of an error (`ENOENT`), if it has one. */
export function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}

/**
 * What went wrong with a file, in words a person can act on; errors that are ours already stay as they are.
 * @param root the folder that the store keeps everything in
 */
export function storageError(key: string, root: string, error: unknown): unknown {
  if (error instanceof PlatformError) return error;
  const meaning = MEANINGS[codeOf(error) ?? ''] ?? {
    code: 'STORAGE_FAILED',
    status: 503,
    says: String(error),
  };
  return new PlatformError(
    meaning.code,
    meaning.status,
    `${key} cannot be stored or read in ${root}: ${meaning.says}`,
    undefined,
    {
      cause: error,
    },
  );
}
