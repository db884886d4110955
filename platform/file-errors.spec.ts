import { ArtifactConflictError } from './errors.js';
import { storageError } from './file-errors.js';

it.each([
  ['ENOSPC', 'STORAGE_FULL', 'the disk is full'],
  ['EROFS', 'STORAGE_READ_ONLY', 'the file system is read-only'],
  ['EACCES', 'STORAGE_READ_ONLY', 'this user may not write there'],
  ['EIO', 'STORAGE_FAILED', 'EIO: bad sector'],
])('tells %s as %s', (code, expected, sentence) => {
  const cause = Object.assign(new Error(`${code}: bad sector`), { code });
  const error = storageError('models/a', '/data', cause);
  expect(error).toMatchObject({ code: expected, cause });
  expect((error as Error).message).toContain(`models/a cannot be stored or read in /data: `);
  expect((error as Error).message).toContain(sentence);
});

it('leaves errors alone that say what happened already', () => {
  const conflict = new ArtifactConflictError('a', 'b');
  expect(storageError('a', '/data', conflict)).toBe(conflict);
});
