import sharp from 'sharp';
import { CLIP_FRAMES, FRAME_BYTES, decodeClip, encodeClip } from './clip.js';

const SIDE = 24;

/** A picture that moves, each frame of it in one level of grey. */
function grey(levels: readonly number[]) {
  const frames = levels.map((level) => Buffer.alloc(SIDE * SIDE * 3, level));
  const raw = { width: SIDE, height: SIDE * levels.length, channels: 3, pageHeight: SIDE } as const;
  return sharp(Buffer.concat(frames), { raw });
}

/** The level of each of the eight frames, in their upper left corner. */
function levelsOf(clip: Uint8Array): number[] {
  return Array.from({ length: CLIP_FRAMES }, (_, frame) => clip[frame * FRAME_BYTES]!);
}

const SIXTEEN = Array.from({ length: 16 }, (_, frame) => frame * 15);

it('sees eight equidistant frames of a picture that moves', async () => {
  const moving = await grey(SIXTEEN).webp({ lossless: true }).toBuffer();
  expect(levelsOf(await decodeClip(moving, 'clip'))).toEqual(SIXTEEN.filter((_, frame) => frame % 2 === 1));
});

it('sees some frames of a GIF twice when it has fewer than eight', async () => {
  const levels = levelsOf(await decodeClip(await grey([0, 80, 160, 240]).gif().toBuffer(), 'clip'));
  expect(levels.map((level) => Math.round(level / 80))).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
});

it('takes a picture that does not move for eight equal frames', async () => {
  const clip = await decodeClip(await grey([90]).png().toBuffer(), 'clip');
  expect(clip).toHaveLength(CLIP_FRAMES * FRAME_BYTES);
  expect(new Set(levelsOf(clip))).toEqual(new Set([90]));
});

it('gives back what was written without loss', async () => {
  const clip = Uint8Array.from({ length: CLIP_FRAMES * FRAME_BYTES }, (_, index) => (index * 7919) % 251);
  const again = await decodeClip(await encodeClip(clip, { isLossless: true }), 'clip');
  expect(Buffer.compare(again, clip)).toBe(0);
});

/** A GIF of a few bytes that claims so many frames of so many pixels a side. */
function gifOf(frames: number, side: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(side, 0);
  size.writeUInt16LE(side, 2);
  const start = [Buffer.from('GIF89a'), size, Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255])];
  const frame = Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), size, Buffer.from([0, 2, 2, 0x44, 1, 0])]);
  return Buffer.concat([...start, ...Array<Buffer>(frames).fill(frame), Buffer.from([0x3b])]);
}

it.each([
  ['NOT_AN_IMAGE', () => Promise.resolve(Buffer.from('a film, or so it says'))],
  ['DAMAGED_IMAGE', async () => (await grey(SIXTEEN).webp({ lossless: true }).toBuffer()).subarray(0, 150)],
  ['IMAGE_TOO_LARGE', () => Promise.resolve(gifOf(3, 10_000))],
])('refuses with %s', async (code, made) => {
  await expect(decodeClip(await made(), 'clip')).rejects.toMatchObject({ code, field: 'clip' });
});
