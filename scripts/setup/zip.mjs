import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LONGEST_END = 22 + 0xffff; // the record and the longest comment that may follow it
const STORED = 0;
const DEFLATED = 8;

/**
 * Takes files out of a zip (a Python wheel is one), streaming: one of ours inflates to 560 MB.
 * Whether the archive is whole is for its sha256 to say, so no checksums are looked at here.
 * @param {string} archive
 * @param {(name: string) => string | undefined} placeOf where an entry goes; undefined leaves it in the archive
 * @returns {Promise<number>} how many files were written
 */
export async function extract(archive, placeOf) {
  const file = await open(archive);
  try {
    let written = 0;
    for (const entry of await directoryOf(file)) {
      const place = entry.name.endsWith('/') ? undefined : placeOf(entry.name);
      if (place === undefined) continue;
      await mkdir(dirname(place), { recursive: true });
      const start = await dataStart(file, entry.headerAt);
      await writeEntry(archive, entry, start, place);
      written++;
    }
    return written;
  } finally {
    await file.close();
  }
}

/** @typedef {{ name: string, method: number, compressedSize: number, headerAt: number }} Entry */

/** @param {import('node:fs/promises').FileHandle} file @returns {Promise<Entry[]>} */
async function directoryOf(file) {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - LONGEST_END), Math.min(size, LONGEST_END));
  let end = tail.length - 22;
  while (end >= 0 && tail.readUInt32LE(end) !== END_OF_DIRECTORY) end--;
  if (end < 0) throw new Error('this is no zip archive: its directory is missing');
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries = [];
  for (let at = 0; at < directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      headerAt: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** The local header repeats the name, with extra fields of its own length, before the data. */
async function dataStart(/** @type {import('node:fs/promises').FileHandle} */ file, /** @type {number} */ headerAt) {
  const header = await read(file, headerAt, 30);
  return headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

/** @param {string} archive @param {Entry} entry @param {number} start @param {string} place */
async function writeEntry(archive, entry, start, place) {
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new Error(`${entry.name} is packed by method ${entry.method}, which is not known here`);
  }
  const target = createWriteStream(place);
  if (entry.compressedSize === 0) return void target.end();
  const packed = createReadStream(archive, {
    start,
    end: start + entry.compressedSize - 1,
    highWaterMark: 1 << 20,
  });
  if (entry.method === STORED) await pipeline(packed, target);
  else await pipeline(packed, createInflateRaw({ chunkSize: 1 << 20 }), target);
}

/** @param {import('node:fs/promises').FileHandle} file @param {number} position @param {number} length */
async function read(file, position, length) {
  const buffer = Buffer.alloc(length);
  await file.read(buffer, 0, length, position);
  return buffer;
}
