import { existsSync } from 'node:fs';
import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFrames } from '../../video/decode.js';
import { probeVideo } from '../../video/probe.js';
import { findShots } from '../../video/shots/find-shots.js';
import { CLIPS, FFMPEG, inTurn, makeClip, withFfmpeg } from './made-clips.js';

const withClips = FFMPEG !== undefined && CLIPS !== undefined && existsSync(CLIPS) ? describe : describe.skip;

const TWO_FRAMES = 2 / 25 + 1e-9; // seconds

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-video-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Seconds at which shots begin and end. */
async function shotsOf(file: string): Promise<[number, number][]> {
  const facts = await probeVideo(FFMPEG!, file);
  const shots: [number, number][] = [];
  for await (const { from, until } of findShots(decodeFrames(FFMPEG!, file, facts))) {
    shots.push([from / facts.framesPerSecond, until / facts.framesPerSecond]);
  }
  return shots;
}

withClips('in real clips', () => {
  const clip = (name: string) => join(CLIPS!, name);

  it('finds every hard cut within two frames, and no other', async () => {
    const cuts = [3.08, 4.88, 12.8, 18.32, 21.84, 24.48];
    const [, ...found] = (await shotsOf(clip('sintel_excerpt_640_26s.mp4'))).map(([begins]) => begins);
    expect(found).toHaveLength(cuts.length);
    found.forEach((at, number) => expect(Math.abs(at - cuts[number]!)).toBeLessThanOrEqual(TWO_FRAMES));
  });

  it.each(['tilt_4_65457.mp4', 'rabbit320_mdn.mp4'])('finds no cut in %s, whose camera moves', async (name) => {
    expect(await shotsOf(clip(name))).toHaveLength(1);
  });

  it('parts a trailer at its fades as well, and leaves the black between them out', async () => {
    const shots = await shotsOf(clip('sintel_trailer_480x204.mp4'));
    expect(shots.length).toBeGreaterThanOrEqual(14);
    expect(shots.length).toBeLessThanOrEqual(20);
    const isBlackAt = (seconds: number) => !shots.some(([from, until]) => from <= seconds && seconds < until);
    expect([0.5, 16.3, 17.9, 28.2, 47.4].filter((at) => !isBlackAt(at))).toEqual([]);
  });
});

withFfmpeg('in clips of every kind', () => {
  it.each([
    ['cut.mp4', ['-c:v', 'libx264']],
    ['cut.webm', ['-c:v', 'libvpx', '-deadline', 'realtime']],
    ['cut.ogv', ['-c:v', 'libtheora', '-q:v', '7']],
  ])('finds the cuts of %s', async (name, codec) => {
    const file = await makeClip(
      folder,
      name,
      ...inTurn(['bars', 2], ['fractal', 2], ['black', 1], ['life', 2]),
      ...codec,
    );
    const shots = await shotsOf(file);
    const expected = [0, 2, 2, 4, 5, 7];
    expect(shots).toHaveLength(3);
    shots.flat().forEach((at, number) => expect(Math.abs(at - expected[number]!)).toBeLessThanOrEqual(TWO_FRAMES));
  });

  it('goes on from any frame as if it had read all before', async () => {
    const file = await makeClip(folder, 'seek.mp4', ...inTurn(['bars', 3]), '-g', '50');
    const facts = await probeVideo(FFMPEG!, file);
    const framesFrom = async (fromFrame: number) => {
      const frames = [];
      for await (const frame of decodeFrames(FFMPEG!, file, facts, { fromFrame })) frames.push(frame);
      return frames;
    };
    const all = await framesFrom(0);
    expect(all).toHaveLength(75);
    for (const from of [1, 37, 62]) {
      const rest = await framesFrom(from);
      expect(rest.map(({ index }) => index)).toEqual(all.slice(from).map(({ index }) => index));
      expect(rest.every(({ index, pixels }) => Buffer.compare(pixels, all[index]!.pixels) === 0)).toBe(true);
    }
  });

  it('reads a telephone held upright as it is shown', async () => {
    const lying = await makeClip(folder, 'lying.mp4', ...inTurn(['bars', 1]));
    const upright = await makeClip(folder, 'upright.mp4', '-display_rotation', '90', '-i', lying, '-c', 'copy');
    const facts = await probeVideo(FFMPEG!, upright);
    expect([facts.width, facts.height]).toEqual([180, 320]);
    for await (const { width, height } of decodeFrames(FFMPEG!, upright, facts)) {
      expect([width, height]).toEqual([180, 320]);
    }
  });
});

withFfmpeg('of a bad file it says quickly what is wrong:', () => {
  const refused = async (file: string, code: string, message: RegExp) => {
    const startedAt = performance.now();
    await expect(shotsOf(file)).rejects.toMatchObject({
      code,
      status: 422,
      message: expect.stringMatching(message) as string,
    });
    expect(performance.now() - startedAt).toBeLessThan(10_000);
  };

  it('it is empty', async () => {
    await writeFile(join(folder, 'empty.mp4'), '');
    await refused(join(folder, 'empty.mp4'), 'VIDEO_EMPTY', /no bytes/);
  });

  it('it is something else', async () => {
    await writeFile(join(folder, 'list.mp4'), '#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n');
    await refused(join(folder, 'list.mp4'), 'VIDEO_UNREADABLE', /no MP4, WebM or Ogg/);
  });

  it('it has been cut off before what says how to read it', async () => {
    const file = await makeClip(folder, 'headless.mp4', ...inTurn(['bars', 2]));
    await truncate(file, 5000);
    await refused(file, 'VIDEO_UNREADABLE', /moov atom not found|Invalid data/);
  });

  it('it breaks off', async () => {
    const file = await makeClip(folder, 'half.mp4', ...inTurn(['fractal', 8]), '-movflags', '+faststart');
    await truncate(file, (await readFile(file)).length / 2);
    await refused(file, 'VIDEO_BROKEN', /breaks off after \d\.\d s of 8\.0 s/);
  });

  it('its pictures are noise', async () => {
    const file = await makeClip(folder, 'noise.mp4', ...inTurn(['bars', 2]), '-movflags', '+faststart');
    const bytes = await readFile(file);
    bytes.fill(0xa5, bytes.indexOf('mdat') + 4);
    await writeFile(file, bytes);
    await refused(file, 'VIDEO_UNREADABLE', /no picture/);
  });

  it('it has sound only', async () => {
    const file = await makeClip(folder, 'song.mp4', '-f', 'lavfi', '-t', '1', '-i', 'sine', '-c:a', 'aac');
    await refused(file, 'VIDEO_WITHOUT_PICTURES', /sound only/);
  });

  it('it is too long', async () => {
    const still = ['-f', 'lavfi', '-t', '1860', '-i', 'color=gray:size=16x16:rate=1', '-c:v', 'libx264'];
    await refused(await makeClip(folder, 'long.mp4', ...still), 'VIDEO_TOO_LONG', /31 minutes; at most 30/);
  });

  it('it does not say how long it is, and has no end', async () => {
    const still = ['-f', 'lavfi', '-t', '1860', '-i', 'color=gray:size=16x16:rate=1', '-c:v', 'libvpx', '-live', '1'];
    const file = await makeClip(folder, 'endless.webm', ...still, '-f', 'webm');
    await refused(file, 'VIDEO_TOO_LONG', /no end/);
  });

  it('nothing comes out of it', async () => {
    const stuck = join(folder, 'stuck');
    await writeFile(stuck, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
    await appendFile(join(folder, 'any.mp4'), 'x');
    const facts = { format: 'mp4', width: 320, height: 180, framesPerSecond: 25, seconds: 5 } as const;
    const frames = decodeFrames(stuck, join(folder, 'any.mp4'), facts, { silenceMilliseconds: 200 });
    await expect(frames.next()).rejects.toMatchObject({ code: 'VIDEO_STALLED' });
  });
});
