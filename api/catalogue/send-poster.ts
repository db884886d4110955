import type { Response } from 'express';
import { PlatformError } from '../../platform/errors.js';

/**
 * Answers with a poster, a file of the data folder. Whoever hangs up meanwhile is no error.
 * @throws PlatformError POSTER_NOT_FOUND when the catalogue names a file that is not there
 */
export function sendPoster(response: Response, id: string, file: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) =>
    response.sendFile(file, { root: folder, maxAge: '1h' }, (error?: Error) => {
      if (!error || hasHungUp(response, error)) return resolve();
      if (!isMissing(error)) return reject(error);
      reject(new PlatformError('POSTER_NOT_FOUND', 404, `The poster of movie ${id} is missing`, 'id'));
    }),
  );
}

function hasHungUp(response: Response, error: Error): boolean {
  return response.destroyed || ('code' in error && error.code === 'ECONNABORTED');
}

/** Express says 404 of what is not there, and nothing but a code of a folder. */
function isMissing(error: Error): boolean {
  return ('status' in error && error.status === 404) || ('code' in error && error.code === 'EISDIR');
}
