import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import sharp from 'sharp';
import { findFfmpeg } from '../../video/ffmpeg.js';
import { VideoUnavailableError } from '../../video/video-errors.js';
import { NO_LABELS } from '../../video/shot-labeller.js';
import type { ShotLabeller } from '../../video/shot-labeller.js';
import { ANALYSIS_PROGRESS_QUERY } from '../../workflows/analyzing.js';
import type { AnalysisProgress } from '../../workflows/analyzing.js';
import { eventually } from '../retraining/eventually.js';
import { startTemporal } from '../support/temporal-server.js';
import { AnalysisBench } from './analysis-bench.js';
import { FFMPEG, inTurn, makeClip, withFfmpeg } from './made-clips.js';

let folder: string;
let temporal: TestWorkflowEnvironment;
let bench: AnalysisBench;
let clip: string;

/** Says of each shot how bright it is, and remembers what it was shown. */
class BrightnessLabeller implements ShotLabeller {
  readonly version = { family: 'shot-type', version: '20261122T080000Z-00000001' };
  readonly shown: (readonly Uint8Array[])[] = [];
  before: (shot: number) => Promise<void> = () => Promise.resolve();

  async label(frames: readonly Uint8Array[]) {
    await this.before(this.shown.length);
    this.shown.push(frames);
    const mean = frames[0]!.reduce((sum, value) => sum + value, 0) / frames[0]!.length / 255;
    return [
      { head: 'light', label: 'bright', probability: mean, isPredicted: mean > 0.5 },
      { head: 'light', label: 'dark', probability: 1 - mean, isPredicted: mean <= 0.5 },
    ];
  }

  close = () => Promise.resolve();
}

/** On this machine's own disk, for FFmpeg to read. */
async function copiesOfVideos(): Promise<string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('marquee-video-'));
}

withFfmpeg('an analysis', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-analyze-'));
    [temporal, clip] = await Promise.all([
      startTemporal(),
      makeClip(folder, 'film.mp4', ...inTurn(['bars', 2], ['fractal', 1], ['black', 1], ['life', 2])),
    ]);
    bench = new AnalysisBench(temporal);
    await bench.startWorkers();
  }, 60_000);

  beforeEach(() => {
    bench.ports.openLabeller = () => Promise.resolve(NO_LABELS);
    bench.ports.findFfmpeg = () => Promise.resolve(FFMPEG!);
  });

  afterAll(async () => {
    await bench?.stopWorkers();
    await temporal?.teardown();
    await rm(folder, { recursive: true });
  }, 60_000);

  it('finds the shots of an uploaded video, labels each by eight frames, and keeps them with thumbnails', async () => {
    const before = await copiesOfVideos();
    const labeller = new BrightnessLabeller();
    bench.ports.openLabeller = () => Promise.resolve(labeller);
    const { id, run } = await bench.start(await bench.upload(clip));
    expect(await run.result()).toEqual({ shotCount: 3 });

    expect(await bench.analyses.record(id)).toMatchObject({ status: 'completed', shotCount: 3, failure: null });
    const { video, labelledBy, shots } = (await bench.analyses.shots(id))!;
    expect(video).toEqual({ width: 320, height: 180, framesPerSecond: 25, seconds: 6 });
    expect(labelledBy).toEqual(labeller.version);
    const expected = [0, 2, 2, 3, 4, 6];
    shots.flatMap(({ start, end }) => [start, end]).forEach((at, index) => expect(at).toBeCloseTo(expected[index]!, 0));
    expect(shots[0]?.labels).toContainEqual(expect.objectContaining({ head: 'light', label: 'bright' }));
    expect(labeller.shown.map((frames) => frames.map(({ length }) => length))).toEqual(
      Array(3).fill(Array(8).fill(224 * 224 * 3)),
    );
    const { format, width } = await sharp(await bench.analyses.thumbnail(id, 2)).metadata();
    expect([format, width]).toEqual(['webp', 320]);
    const made = (await copiesOfVideos()).filter((name) => !before.includes(name));
    await eventually(copiesOfVideos, (names) => made.every((name) => !names.includes(name))); // others make some too
  }, 60_000);

  it('finds them also while no version labels them, and says so', async () => {
    const { id, run } = await bench.start(await bench.upload(clip));
    await run.result();
    const { labelledBy, shots } = (await bench.analyses.shots(id))!;
    expect([labelledBy, shots.map(({ labels }) => labels)]).toEqual([null, [null, null, null]]);
  }, 60_000);

  it('tells how far it has come, and goes on at the shot in which an attempt failed', async () => {
    const labeller = new BrightnessLabeller();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let hasFailed = false;
    labeller.before = async (shot) => {
      if (shot !== 1) return;
      await held;
      if (hasFailed) return;
      hasFailed = true;
      throw new Error('the graph fell over');
    };
    bench.ports.openLabeller = () => Promise.resolve(labeller);
    const { id, run } = await bench.start(await bench.upload(clip));
    const progress = await eventually(
      () => run.query<AnalysisProgress>(ANALYSIS_PROGRESS_QUERY),
      ({ shots }) => shots === 1,
      20,
    );
    expect(progress).toMatchObject({ stage: 'looking', shots: 1, secondsTotal: 6 });
    letGo();
    expect(await run.result()).toEqual({ shotCount: 3 });
    expect(labeller.shown).toHaveLength(3); // none was asked of twice
    expect((await bench.analyses.shots(id))?.shots.map(({ number }) => number)).toEqual([0, 1, 2]);
  }, 60_000);

  it('ends with a clear error on a file that breaks off, and does not try it again', async () => {
    const broken = await makeClip(folder, 'broken.mp4', ...inTurn(['fractal', 6]), '-movflags', '+faststart');
    await truncate(broken, 30_000);
    const { id, run } = await bench.start(await bench.upload(broken));
    await expect(run.result()).rejects.toThrow();
    expect(await bench.analyses.record(id)).toMatchObject({
      status: 'failed',
      failure: { code: 'VIDEO_BROKEN', message: expect.stringMatching(/breaks off after/) as string },
    });
  }, 60_000);

  it('goes on after the system has killed the program that reads the video', async () => {
    const [mortal, killed] = [join(folder, 'mortal'), join(folder, 'killed')];
    const script = `case "$*" in *pipe:1) [ -e ${killed} ] || { touch ${killed}; kill -KILL $$; };; esac\nexec ${FFMPEG} "$@"`;
    await writeFile(mortal, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    bench.ports.findFfmpeg = () => Promise.resolve(mortal);
    const { run } = await bench.start(await bench.upload(clip));
    expect(await run.result()).toEqual({ shotCount: 3 });
    expect(existsSync(killed)).toBe(true);
  }, 60_000);

  it('ends with VIDEO_UNAVAILABLE where there is no program to read videos with', async () => {
    bench.ports.findFfmpeg = () => findFfmpeg({ MARQUEE_FFMPEG: '/nowhere/ffmpeg', MARQUEE_CACHE: folder });
    const { id, run } = await bench.start(await bench.upload(clip));
    await expect(run.result()).rejects.toThrow();
    expect((await bench.analyses.record(id)).failure?.code).toBe('VIDEO_UNAVAILABLE');
  }, 60_000);

  it('leaves nothing of itself or of the video when it is cancelled', async () => {
    const labeller = new BrightnessLabeller();
    labeller.before = () => new Promise((resolve) => setTimeout(resolve, 2000));
    bench.ports.openLabeller = () => Promise.resolve(labeller);
    const uploadId = await bench.upload(clip);
    const { id, run } = await bench.start(uploadId);
    await eventually(
      () => run.query<AnalysisProgress>(ANALYSIS_PROGRESS_QUERY),
      ({ stage }) => stage === 'looking',
      20,
    );
    await run.cancel();
    await expect(run.result()).rejects.toThrow();
    await nothingIsLeft(id, uploadId);
  }, 60_000);

  it.each(['completed', 'failed'])(
    'leaves as little when it is cancelled just as it has %s',
    async (how) => {
      if (how === 'failed') bench.ports.findFfmpeg = () => Promise.reject(new VideoUnavailableError('on purpose'));
      const uploadId = await bench.upload(clip);
      const end = bench.analyses.end.bind(bench.analyses);
      const { id, run } = await bench.start(uploadId);
      bench.analyses.end = async (...ending) => {
        await run.cancel();
        await end(...ending);
      };
      await run.result().catch(() => undefined);
      bench.analyses.end = end;
      await nothingIsLeft(id, uploadId);
    },
    60_000,
  );
});

async function nothingIsLeft(id: string, uploadId: string): Promise<void> {
  for (const prefix of [`analyses/${id}/`, `analysis-records/${id}`, `uploads/${uploadId}/`]) {
    const keys: string[] = [];
    for await (const { key } of bench.store.list(prefix)) keys.push(key);
    expect(keys).toEqual([]);
  }
}
