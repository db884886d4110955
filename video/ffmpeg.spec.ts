import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ffmpegPath } from '../scripts/setup/ffmpeg.mjs';
import { lock } from '../scripts/setup/lock.mjs';
import { FFMPEG_VERSION, findFfmpeg, runFfmpeg } from './ffmpeg.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ffmpeg-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function program(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '#!/bin/sh\nexit 0\n');
  await chmod(path, 0o755);
  return path;
}

const cached = () => ffmpegPath(lock.ffmpeg, { root: folder, cache: folder });
const find = (named?: string, path = '') => findFfmpeg({ MARQUEE_FFMPEG: named, MARQUEE_CACHE: folder, path });

it('takes the program that is named, else the one that set-up fetched, else the one on the path', async () => {
  expect(FFMPEG_VERSION).toBe(lock.ffmpeg.version);
  const own = await program(join(folder, 'bin', 'ffmpeg'));
  expect(await find(undefined, join(folder, 'bin'))).toBe(own);
  const fetched = await program(cached());
  expect(await find(undefined, join(folder, 'bin'))).toBe(fetched);
  const named = await program(join(folder, 'mine'));
  expect(await find(named)).toBe(named);
  expect(await find('ffmpeg', join(folder, 'bin'))).toBe(own);
});

it('says what to do where there is none, and does not take another for one that is named and missing', async () => {
  const unavailable = { code: 'VIDEO_UNAVAILABLE', field: 'MARQUEE_FFMPEG' };
  await expect(find()).rejects.toMatchObject(unavailable);
  await program(cached());
  await expect(find(join(folder, 'gone'))).rejects.toMatchObject({
    ...unavailable,
    message: expect.stringContaining('gone') as string,
  });
});

it('says so when the program cannot be started', async () => {
  const run = runFfmpeg(join(folder, 'gone'), []);
  await expect(run.ended).rejects.toMatchObject({ code: 'VIDEO_UNAVAILABLE' });
});
