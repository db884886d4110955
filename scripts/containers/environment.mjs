import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../setup/locations.mjs';

/** Settings of docker-compose.yml that a person may want to change, with what holds without them. */
const CHOICES = [
  [
    'MARQUEE_DATA',
    '/path/to/movies',
    'your own movies (docs/bring-your-own-movies.md); without them invented ones are drawn',
  ],
  ['MARQUEE_NAMES', 'movies.example', 'names beside localhost by which people reach the page'],
  [
    'MARQUEE_ADDRESS',
    '127.0.0.1',
    '0.0.0.0 lets other machines in; there are no users, so anybody may then do anything',
  ],
  ['MARQUEE_PORT', '8000', 'page and API'],
  ['TEMPORAL_UI_PORT', '8233', "Temporal's own pages"],
  ['MARQUEE_TRAINING_MEMORY', '6g', 'for the worker that trains'],
];

/**
 * The text of an `.env` with secrets that nobody can guess. Hexadecimal: they stand in addresses as they are.
 * @param {(bytes: number) => Buffer} random
 */
export function environmentFile(random = randomBytes) {
  const secret = (/** @type {string} */ name, bytes = 24) => `${name}=${random(bytes).toString('hex')}`;
  return [
    '# For docker-compose.yml. The servers keep these secrets: do not change them here alone.',
    secret('POSTGRES_PASSWORD'),
    secret('S3_ACCESS_KEY', 10),
    secret('S3_SECRET_KEY'),
    secret('MILVUS_PASSWORD'),
    '',
    ...CHOICES.flatMap(([name, value, meaning]) => [`# ${meaning}`, `#${name}=${value}`]),
    '',
  ].join('\n');
}

/**
 * Writes the file for its owner only, and never over another: volumes hold what the old secrets open.
 * @param {string} file
 * @throws {Error} when there is one already
 */
export function writeEnvironment(file) {
  try {
    writeFileSync(file, environmentFile(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    throw new Error(`${file} is there already and is left as it is: its secrets open what the volumes hold`, {
      cause: error,
    });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const file = process.argv[2] ?? join(ROOT, '.env');
  try {
    writeEnvironment(file);
    console.log(`Wrote ${file}, for its owner only. Now: docker compose up -d`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
