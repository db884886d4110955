import { runFfmpeg } from './ffmpeg.js';
import type { FfmpegRun } from './ffmpeg.js';
import type { Frame } from './frame.js';
import { demuxerOf, lastLine, MAX_VIDEO_SECONDS, tooLong } from './probe.js';
import type { VideoFacts } from './probe.js';
import { VideoError } from './video-errors.js';

const LONGEST_SIDE = 320; // pixels: a thumbnail, and more than the networks look at
const SILENCE_MILLISECONDS = 60_000; // the slowest frame of a large video takes a second
const SHORTFALL = 0.1; // of the length that a file claims: what lacks more has been cut off

export interface DecodeOptions {
  /** The frame to begin with, where an earlier attempt ended. */
  readonly fromFrame?: number;
  readonly signal?: AbortSignal;
  readonly silenceMilliseconds?: number;
}

/**
 * Every frame from one pass over the file, small, at a constant rate whatever the file's own is. Only what is being read is
 * in memory, and the program ends with the loop that reads it.
 * @throws VideoError VIDEO_UNREADABLE, VIDEO_BROKEN (it ends early), VIDEO_TOO_LONG (also: it has no end), VIDEO_STALLED;
 * VideoReaderKilledError, VideoUnavailableError
 */
export async function* decodeFrames(
  program: string,
  file: string,
  facts: VideoFacts,
  options: DecodeOptions = {},
): AsyncGenerator<Frame> {
  const { fromFrame = 0, signal, silenceMilliseconds = SILENCE_MILLISECONDS } = options;
  const { width, height } = decodedSize(facts);
  const run = runFfmpeg(program, argumentsFor(file, facts, fromFrame));
  const stop = () => run.stop();
  signal?.addEventListener('abort', stop);
  let index = fromFrame;
  try {
    for await (const pixels of wholeFrames(run, width * height * 3, silenceMilliseconds)) {
      signal?.throwIfAborted();
      if (index / facts.framesPerSecond > MAX_VIDEO_SECONDS) throw tooLong('no end, or one after half an hour');
      yield { index: index++, width, height, pixels };
    }
    const code = await run.ended;
    signal?.throwIfAborted();
    checkEnd(index, facts, { code, errors: run.errors() });
  } finally {
    signal?.removeEventListener('abort', stop);
    run.stop();
  }
}

/** Even sides, the longer one of at most 320 pixels. */
export function decodedSize({ width, height }: VideoFacts): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

function argumentsFor(file: string, facts: VideoFacts, fromFrame: number): string[] {
  const { width, height } = decodedSize(facts);
  const rate = facts.framesPerSecond;
  // A little before the frame, as a time that is cut to microseconds may otherwise lie after it.
  const seek = fromFrame === 0 ? [] : ['-ss', Math.max(0, (fromFrame - 0.25) / rate).toFixed(6)];
  return [
    ...['-v', 'error', '-protocol_whitelist', 'file,pipe', '-f', demuxerOf(facts.format), ...seek, '-i', file],
    ...['-map', '0:V:0', '-vf', `fps=fps=${rate}:start_time=0,scale=${width}:${height}:flags=area`],
    ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1'],
  ];
}

/** Cuts the stream into frames; what is left at its end is less than one. */
async function* wholeFrames(run: FfmpegRun, bytes: number, silence: number): AsyncGenerator<Uint8Array> {
  let frame = new Uint8Array(bytes);
  let filled = 0;
  for await (const chunk of unlessSilent(run, silence)) {
    for (let at = 0; at < chunk.length;) {
      const part = chunk.subarray(at, at + bytes - filled);
      frame.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < bytes) continue;
      yield frame;
      frame = new Uint8Array(bytes); // whoever took the last one may keep it
      filled = 0;
    }
  }
}

async function* unlessSilent(run: FfmpegRun, milliseconds: number): AsyncGenerator<Uint8Array> {
  let waitingSince: number | undefined; // undefined while the reader is busy, however long it is
  let isStalled = false;
  const watch = setInterval(() => {
    if (waitingSince === undefined || performance.now() - waitingSince < milliseconds) return;
    isStalled = true;
    run.stop();
  }, milliseconds / 4);
  try {
    waitingSince = performance.now();
    for await (const chunk of run.child.stdout as AsyncIterable<Uint8Array>) {
      waitingSince = undefined;
      yield chunk;
      waitingSince = performance.now();
    }
    if (isStalled) {
      throw new VideoError('VIDEO_STALLED', `No picture came out of the video for ${milliseconds / 1000} s`);
    }
  } finally {
    clearInterval(watch);
  }
}

/** Where nobody knows how long the video is, the program's word for it is all there is that it was read to its end. */
function checkEnd(
  frames: number,
  { seconds, framesPerSecond }: VideoFacts,
  { code, errors }: { readonly code: number | null; readonly errors: string },
): void {
  if (frames === 0) throw new VideoError('VIDEO_UNREADABLE', `The video holds no picture: ${lastLine(errors)}`);
  const read = frames / framesPerSecond;
  const isWhole = seconds === undefined ? code === 0 : read >= seconds * (1 - SHORTFALL) || seconds - read < 1;
  if (isWhole) return;
  const length = seconds === undefined ? '' : ` of ${seconds.toFixed(1)} s`;
  const message = `The video breaks off after ${read.toFixed(1)} s${length}: ${lastLine(errors)}`;
  throw new VideoError('VIDEO_BROKEN', message);
}
