import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readEnvironment } from '../../platform/environment.js';
import { findFfmpeg } from '../../video/ffmpeg.js';

/** The program under test; a machine that has none leaves the specs of videos out. */
export const FFMPEG = await findFfmpeg(readEnvironment()).catch(() => undefined);

export const withFfmpeg = FFMPEG === undefined ? describe.skip : describe;

/** Real clips, where the data folder has some. */
export const CLIPS = process.env.MARQUEE_DATA ? join(process.env.MARQUEE_DATA, 'video') : undefined;

/** Makes a clip in a folder of the spec. @param args what ffmpeg is told before the name of the file */
export async function makeClip(folder: string, name: string, ...args: readonly string[]): Promise<string> {
  const path = join(folder, name);
  await promisify(execFile)(FFMPEG!, ['-v', 'error', '-nostdin', '-y', ...args, path]);
  return path;
}

/** Generated pictures that move, and others: an input of ffmpeg each. */
export const SOURCES = {
  bars: 'testsrc=size=320x180:rate=25',
  fractal: 'mandelbrot=size=320x180:rate=25',
  life: 'cellauto=size=320x180:rate=25',
  black: 'color=black:size=320x180:rate=25',
};

/** One source after the other, for so many seconds each, as the arguments of `makeClip`. */
export function inTurn(...parts: readonly (readonly [source: keyof typeof SOURCES, seconds: number])[]): string[] {
  const inputs = parts.flatMap(([source, seconds]) => ['-f', 'lavfi', '-t', String(seconds), '-i', SOURCES[source]]);
  const streams = parts.map((_, number) => `[${number}:v]setsar=1,format=yuv420p[v${number}]`);
  const all = parts.map((_, number) => `[v${number}]`).join('');
  return [...inputs, '-filter_complex', `${streams.join(';')};${all}concat=n=${parts.length}:v=1[v]`, '-map', '[v]'];
}
