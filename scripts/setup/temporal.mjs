import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download } from './download.mjs';
import { exists, makeWhole, sizeOf } from './files.mjs';
import { PLATFORM } from './locations.mjs';
import { firstThatWorks } from './obtain.mjs';
import { run } from './run.mjs';
import { findInMirror } from './sources.mjs';
import { BrokenFileError, verify } from './verify.mjs';

/** @typedef {import('./lock.mjs').Program} Program @typedef {import('./locations.mjs').Places} Places */

/** Where the Temporal CLI lies once it is provided. @param {Program} program @param {Places} places */
export function temporalPath({ version }, { cache }) {
  return join(cache, 'temporal', version, 'temporal');
}

/**
 * Provides the Temporal CLI, which holds the dev server.
 * @param {Program} program
 * @param {Places} places
 * @param {(note: string) => void} note
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideTemporal(program, places, note) {
  const path = temporalPath(program, places);
  if (await exists(path)) return { did: 'already there' };
  const { from } = await firstThatWorks(
    program,
    program.sources.map((source) => ({
      from: source.kind === 'archive' ? new URL(source.url).host : source.kind,
      attempt: () =>
        makeWhole(path, async (temporary) => {
          await place(source, program, places, temporary, note);
          await chmod(temporary, 0o755);
          await check(temporary, program);
        }),
    })),
  );
  return { did: `from ${from}`, bytes: await sizeOf(path) };
}

/**
 * @param {Program['sources'][number]} source @param {Program} program @param {Places} places
 * @param {string} temporary where the program shall lie @param {(note: string) => void} note
 */
async function place(source, program, places, temporary, note) {
  switch (source.kind) {
    case 'cache':
      throw new Error('not there');
    case 'mirror':
      return copyFile(await findInMirror(program.file, places), temporary);
    case 'archive':
      return unpackArchive(source, temporary);
    case 'go':
      note('building with Go, which takes a few minutes');
      return buildWithGo(source.module, temporary);
  }
}

/** @param {import('./lock.mjs').ArchiveSource} source @param {string} temporary */
async function unpackArchive(source, temporary) {
  const archive = source.archives[PLATFORM];
  if (archive === undefined) throw new Error(`nothing for ${PLATFORM}`);
  const packed = `${temporary}.tar.gz`;
  const folder = `${temporary}.folder`;
  try {
    await download(new URL(archive.file, source.url).href, packed);
    await verify(packed, archive);
    await mkdir(folder);
    await run('tar', ['-xzf', packed, '-C', folder, 'temporal']);
    await rename(join(folder, 'temporal'), temporary);
  } finally {
    await rm(packed, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Go checks the sources against its sum database. @param {string} module @param {string} temporary */
async function buildWithGo(module, temporary) {
  const folder = `${temporary}.folder`;
  try {
    await run('go', ['install', '-trimpath', '-ldflags=-s -w', module], { env: { GOBIN: folder, CGO_ENABLED: '0' } });
    await rename(join(folder, 'temporal'), temporary);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} file @param {Program} program */
async function check(file, program) {
  const answer = await run(file, ['--version']);
  if (!answer.includes(program.says)) {
    throw new BrokenFileError(`says "${answer.trim()}" of itself, expected "${program.says}"`);
  }
}
