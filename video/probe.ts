import { open, stat } from 'node:fs/promises';
import { FIRST_BYTES, videoFormat } from '../platform/videos/video-format.js';
import type { VideoFormat } from '../platform/videos/video-format.js';
import { runFfmpeg } from './ffmpeg.js';
import { VideoError } from './video-errors.js';

export const MAX_VIDEO_SECONDS = 30 * 60;
const PATIENCE_MILLISECONDS = 30_000; // reading the headers of half a gigabyte takes a tenth of a second
const LARGEST_SIDE = 8192; // pixels: a few kilobytes can claim pictures of gigabytes
const HIGHEST_RATE = 30; // frames a second that are looked at: cuts are found as well, in half the time, in half of 60
const SAYS_NOTHING = /^(At least one output| +Last message repeated)/;
const USUAL_RATE = 25; // where the file does not say: recordings of a screen come when something moves

/** What the file says of itself. */
export interface VideoFacts {
  readonly format: VideoFormat;
  /** As it is shown: rotated, and with square pixels. */
  readonly width: number;
  readonly height: number;
  /** Of the frames that are decoded: the video's own, or that of every second, third, … one. */
  readonly framesPerSecond: number;
  /** undefined where the file does not say, as recordings of a browser do not. */
  readonly seconds: number | undefined;
}

/** @returns how ffmpeg calls the format, so that it takes the file for nothing else */
export function demuxerOf(format: VideoFormat): string {
  return { mp4: 'mov', webm: 'matroska', ogv: 'ogg' }[format];
}

/**
 * What kind of video a file is, without decoding it.
 * @throws VideoError VIDEO_EMPTY, VIDEO_UNREADABLE, VIDEO_WITHOUT_PICTURES, VIDEO_TOO_LARGE (pixels), VIDEO_TOO_LONG;
 * VideoReaderKilledError, VideoUnavailableError
 */
export async function probeVideo(program: string, file: string): Promise<VideoFacts> {
  const format = await formatOf(file);
  const run = runFfmpeg(program, ['-protocol_whitelist', 'file', '-f', demuxerOf(format), '-i', file]);
  run.child.stdout?.resume();
  const timer = setTimeout(() => run.stop(), PATIENCE_MILLISECONDS);
  try {
    await run.ended; // badly, as no output is named; what it says of the input is all that is wanted
  } finally {
    clearTimeout(timer);
  }
  return factsOf(run.errors(), format);
}

async function formatOf(path: string): Promise<VideoFormat> {
  if ((await stat(path)).size === 0) throw new VideoError('VIDEO_EMPTY', 'The video has no bytes');
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    const format = videoFormat(buffer.subarray(0, bytesRead));
    if (format === undefined) throw new VideoError('VIDEO_UNREADABLE', 'The file is no MP4, WebM or Ogg video');
    return format;
  } finally {
    await file.close();
  }
}

/** @param said what ffmpeg prints of an input */
export function factsOf(said: string, format: VideoFormat): VideoFacts {
  if (!/^Input #0/m.test(said)) throw new VideoError('VIDEO_UNREADABLE', `The video cannot be read: ${lastLine(said)}`);
  const seconds = secondsOf(/Duration: (\d+):(\d+):([\d.]+)/.exec(said));
  if (seconds !== undefined && seconds > MAX_VIDEO_SECONDS) throw tooLong(`${Math.round(seconds / 60)} minutes`);
  // A cover picture of a song is a stream of pictures too.
  const stream = said.split('\n').find((line) => /Stream #.*: Video: /.test(line) && !line.includes('(attached pic)'));
  if (stream === undefined) throw new VideoError('VIDEO_WITHOUT_PICTURES', 'The file has sound only, and no pictures');
  const [, width, height] = (/, (\d+)x(\d+)[ ,]/.exec(`${stream} `) ?? []).map(Number);
  if (!width || !height) throw new VideoError('VIDEO_UNREADABLE', 'The file does not say how large its pictures are');
  if (Math.max(width, height) > LARGEST_SIDE) {
    const message = `The pictures have ${width} x ${height} pixels; at most ${LARGEST_SIDE} a side can be read`;
    throw new VideoError('VIDEO_TOO_LARGE', message);
  }
  return { format, ...shownAs(said, stream, width, height), framesPerSecond: rateOf(stream), seconds };
}

export function tooLong(what: string): VideoError {
  return new VideoError(
    'VIDEO_TOO_LONG',
    `The video has ${what}; at most ${MAX_VIDEO_SECONDS / 60} minutes can be read`,
  );
}

function secondsOf(match: RegExpExecArray | null): number | undefined {
  if (match === null) return undefined;
  const [hours, minutes, seconds] = match.slice(1).map(Number) as [number, number, number];
  return hours * 3600 + minutes * 60 + seconds;
}

function shownAs(said: string, stream: string, width: number, height: number): { width: number; height: number } {
  const [, wide = 1, high = 1] = (/SAR (\d+):(\d+)/.exec(stream) ?? []).map(Number);
  const shown = wide > 0 && high > 0 ? Math.max(1, Math.round((width * wide) / high)) : width;
  const turned = Math.abs(Number(/rotation of (-?[\d.]+) degrees/.exec(said)?.[1] ?? 0));
  const isOnItsSide = Math.round(turned / 90) % 2 === 1;
  return isOnItsSide ? { width: height, height: shown } : { width: shown, height };
}

function rateOf(stream: string): number {
  const rate = Number(/ ([\d.]+) fps/.exec(stream)?.[1] ?? USUAL_RATE);
  if (!(rate >= 1)) return USUAL_RATE;
  return rate / Math.ceil(rate / (HIGHEST_RATE + 0.01));
}

export function lastLine(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !SAYS_NOTHING.test(line));
  // `[mov,mp4 @ 0x55] moov atom not found`, and never where the file lies
  const meaning = (lines.at(-1) ?? 'nothing is said of why').replace(/^(\[[^\]]*\] )+/, '');
  return meaning.replace(/^.*\/\S*: /, '');
}
