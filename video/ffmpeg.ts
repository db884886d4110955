import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { VideoReaderKilledError, VideoUnavailableError } from './video-errors.js';

/** The wheel's version that set-up provides: the lock file's, which a spec compares. */
export const FFMPEG_VERSION = '0.6.0';

const ENDED_BY_SIGNAL = 255; // FFmpeg's exit code when it has heard of SIGTERM or SIGINT
const ERRORS_KEPT = 4000; // characters: a damaged file can fill megabytes with complaints

/**
 * The program that videos are read with: the one that the settings name, else the one that set-up fetched, else the
 * machine's own.
 * @throws VideoUnavailableError
 */
export async function findFfmpeg(settings: {
  readonly MARQUEE_FFMPEG?: string | undefined;
  readonly MARQUEE_CACHE: string;
  readonly path?: string | undefined;
}): Promise<string> {
  const { MARQUEE_FFMPEG: named, MARQUEE_CACHE: cache } = settings;
  if (named !== undefined) {
    const found = named.includes('/') ? await firstExecutable([named]) : await onPath(named, settings.path);
    if (found === undefined) throw new VideoUnavailableError(`${named} is no program that can be started`);
    return found;
  }
  const fetched = await firstExecutable([join(cache, 'ffmpeg', FFMPEG_VERSION, 'ffmpeg')]);
  const found = fetched ?? (await onPath('ffmpeg', settings.path));
  if (found === undefined) throw new VideoUnavailableError('there is no ffmpeg');
  return found;
}

function onPath(name: string, path = process.env.PATH ?? ''): Promise<string | undefined> {
  return firstExecutable(
    path
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, name)),
  );
}

async function firstExecutable(paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

/** One run of the program. */
export interface FfmpegRun {
  readonly child: ChildProcess;
  /** The last it complained of. */
  errors(): string;
  /**
   * Its exit code once it has ended; null when `stop` ended it. Damaged files are no reason for another than 0.
   * @throws VideoReaderKilledError, and then another try may succeed; VideoUnavailableError when it cannot be started
   */
  readonly ended: Promise<number | null>;
  /** Ends it at once, if it has not ended. */
  stop(): void;
}

/** Starts the program; it reads nothing but files, whatever the one it is given refers to. */
export function runFfmpeg(program: string, args: readonly string[]): FfmpegRun {
  const child = spawn(program, ['-hide_banner', '-nostdin', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let isStopped = false;
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-ERRORS_KEPT)));
  const ended = once(child, 'close').then(
    (values) => {
      const [code] = values as [number | null];
      if (isStopped) return null;
      if (code === null || code === ENDED_BY_SIGNAL) throw new VideoReaderKilledError();
      return code;
    },
    (error: unknown) => {
      throw new VideoUnavailableError(error instanceof Error ? error.message : String(error));
    },
  );
  ended.catch(() => undefined); // whoever awaits it hears of it
  const stop = () => {
    isStopped = true;
    child.kill('SIGKILL');
  };
  return { child, errors: () => said, ended, stop };
}
