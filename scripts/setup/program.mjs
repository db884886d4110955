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

/** Where a program lies once it is provided. @param {Program} program @param {Places} places */
export function programPath({ name, version }, { cache }) {
  return join(cache, name, version, name);
}

/**
 * Provides a program that Go can build where its maker's own build cannot be had.
 * @param {Program} program
 * @param {Places} places
 * @param {(note: string) => void} note
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideProgram(program, places, note) {
  const path = programPath(program, places);
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
      return unpackArchive(source, program, temporary);
    case 'go':
      note('building with Go, which takes a few minutes');
      return buildWithGo(source.module, program, temporary);
  }
}

/** @param {import('./lock.mjs').ArchiveSource} source @param {Program} program @param {string} temporary */
async function unpackArchive(source, { name }, temporary) {
  const archive = source.archives[PLATFORM];
  if (archive === undefined) throw new Error(`nothing for ${PLATFORM}`);
  const packed = `${temporary}.tar.gz`;
  const folder = `${temporary}.folder`;
  try {
    await download(new URL(archive.file, source.url).href, packed);
    await verify(packed, archive);
    await mkdir(folder);
    await run('tar', ['-xzf', packed, '-C', folder, name]);
    await rename(join(folder, name), temporary);
  } finally {
    await rm(packed, { force: true });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Go checks the sources against its sum database. @param {string} module @param {Program} program @param {string} temporary */
async function buildWithGo(module, { name }, temporary) {
  const folder = `${temporary}.folder`;
  try {
    await run('go', ['install', '-trimpath', '-ldflags=-s -w', module], { env: { GOBIN: folder, CGO_ENABLED: '0' } });
    await rename(join(folder, name), temporary);
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
