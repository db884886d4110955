import type { AnalysisStore } from '../platform/videos/analysis-store.js';
import type { AnalyzedShot, ShotsFile } from '../platform/videos/analysis.js';
import { UploadIncompleteError } from '../platform/videos/upload-errors.js';
import type { UploadStore } from '../platform/videos/upload-store.js';
import { isComplete, offsetOf } from '../platform/videos/upload.js';
import { decodeFrames } from './decode.js';
import type { Frame } from './frame.js';
import { withLocalFile } from './local-file.js';
import { forNetwork, thumbnailOf, withoutBars } from './pictures.js';
import { probeVideo } from './probe.js';
import type { VideoFacts } from './probe.js';
import type { ShotLabeller } from './shot-labeller.js';
import { findShots } from './shots/find-shots.js';
import type { Shot } from './shots/find-shots.js';

const FRAMES_BETWEEN_REPORTS = 25;
const SHARE_AT_RISK = 0.01; // of the shots, that a killed worker may have to find again: every one is written at first

export interface AnalysisPorts {
  readonly uploads: UploadStore;
  readonly analyses: AnalysisStore;
  /** Where the program that reads videos is. @throws VideoUnavailableError */
  readonly findFfmpeg: () => Promise<string>;
  /** @param version the one to ask, where an earlier attempt has begun to; null asks for one without */
  readonly openLabeller: (version?: ShotLabeller['version']) => Promise<ShotLabeller>;
}

/** How far an analysis has come. */
export interface ShotProgress {
  readonly shots: number;
  /** Of the video: what has been looked at, and how long it is; null where the file does not say. */
  readonly secondsDone: number;
  readonly secondsTotal: number | null;
}

export interface AnalysisContext {
  readonly signal: AbortSignal;
  readonly report: (progress: ShotProgress & { readonly nextFrame: number }) => void;
}

/**
 * Finds the shots of an uploaded video, labels each and keeps it with its thumbnail. An attempt that follows another goes on
 * where that one had come to.
 * @throws VideoError, VideoUnavailableError, UploadNotFoundError, UploadIncompleteError
 */
export async function analyzeVideo(
  id: string,
  { uploads, analyses, ...ports }: AnalysisPorts,
  { signal, report }: AnalysisContext,
): Promise<{ shotCount: number }> {
  const upload = await uploads.upload((await analyses.record(id)).uploadId);
  if (!isComplete(upload)) throw new UploadIncompleteError(upload.id, offsetOf(upload), upload.size);
  const program = await ports.findFfmpeg();

  return withLocalFile(uploads, upload, signal, async (file) => {
    const facts = await probeVideo(program, file);
    const before = await analyses.shots(id);
    const labeller = await ports.openLabeller(before?.labelledBy);
    try {
      const sheet = new ShotSheet(before ?? emptySheet(facts, labeller), (shots) => analyses.writeShots(id, shots));
      await sheet.write();
      const tell = (frame: number) => report({ ...sheet.progressAt(frame), nextFrame: sheet.nextFrame });
      tell(sheet.nextFrame);
      const frames = decodeFrames(program, file, facts, { fromFrame: sheet.nextFrame, signal });
      for await (const shot of findShots(counted(frames, tell))) {
        const { thumbnail, labels } = await show(shot, labeller);
        await analyses.writeThumbnail(id, sheet.shotCount, thumbnail);
        await sheet.add(shot, labels);
        tell(shot.until);
      }
      await sheet.write();
      return { shotCount: sheet.shotCount };
    } finally {
      await labeller.close();
    }
  });
}

/** Tells now and then of the frame that is being looked at. */
async function* counted(frames: AsyncIterable<Frame>, tell: (frame: number) => void): AsyncGenerator<Frame> {
  for await (const frame of frames) {
    if (frame.index % FRAMES_BETWEEN_REPORTS === 0) tell(frame.index);
    yield frame;
  }
}

async function show({ frames }: Shot, labeller: ShotLabeller) {
  const crop = withoutBars(frames);
  const pictures = labeller.version === null ? [] : await Promise.all(frames.map((frame) => forNetwork(frame, crop)));
  const labels = await labeller.label(pictures);
  const middle = frames[Math.floor(frames.length / 2)]!;
  return { thumbnail: await thumbnailOf(middle), labels: labels && [...labels] };
}

function emptySheet({ width, height, framesPerSecond, seconds }: VideoFacts, { version }: ShotLabeller): ShotsFile {
  const video = { width, height, framesPerSecond, seconds: seconds ?? null };
  return { video, labelledBy: version, shots: [], nextFrame: 0 };
}

/** The shots so far, written now and then. */
class ShotSheet {
  private readonly shots: AnalyzedShot[];
  private written = 0;

  constructor(
    private readonly file: ShotsFile,
    private readonly save: (file: ShotsFile) => Promise<void>,
    public nextFrame = file.nextFrame,
  ) {
    this.shots = [...file.shots];
    this.written = this.shotCount;
  }

  get shotCount(): number {
    return this.shots.length;
  }

  async add({ from, until }: Shot, labels: AnalyzedShot['labels']): Promise<void> {
    this.shots.push({ number: this.shots.length, start: this.secondsAt(from), end: this.secondsAt(until), labels });
    this.nextFrame = until;
    if (this.shotCount - this.written > this.shotCount * SHARE_AT_RISK) await this.write();
  }

  async write(): Promise<void> {
    await this.save({ ...this.file, shots: this.shots, nextFrame: this.nextFrame });
    this.written = this.shotCount;
  }

  progressAt(frame: number): ShotProgress {
    const { seconds } = this.file.video;
    return { shots: this.shotCount, secondsDone: this.secondsAt(frame), secondsTotal: seconds };
  }

  /** To the millisecond. */
  private secondsAt(frame: number): number {
    return Math.round((frame / this.file.video.framesPerSecond) * 1000) / 1000;
  }
}
