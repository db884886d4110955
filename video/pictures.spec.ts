import sharp from 'sharp';
import { forNetwork, thumbnailOf, withoutBars } from './pictures.js';
import { black, drawn, faded, scene } from './shots/drawn-frames.js';
import type { Scene } from './shots/drawn-frames.js';

const between =
  (top: number, bottom: number, inside: Scene): Scene =>
  (x, y) =>
    y >= top && y < bottom ? inside(x, y) : black(x, y);
const bright: Scene = () => [200, 180, 160];

it('finds the picture between black bars, above and below or on both sides', () => {
  expect(withoutBars([drawn(between(5, 31, bright))])).toEqual({ left: 0, top: 5, width: 64, height: 26 });
  const narrow: Scene = (x, y) => (x >= 10 && x < 54 ? bright(x, y) : black(x, y));
  expect(withoutBars([drawn(narrow)])).toEqual({ left: 10, top: 0, width: 44, height: 36 });
});

it.each([
  ['a picture that fills the frame', [drawn(scene(1))]],
  ['a scene that is dark above only', [drawn(between(10, 36, bright))]],
  ['what is dark in one frame and not in the next', [drawn(between(5, 31, bright)), drawn(bright)]],
  ['a scene that is dark all over', [drawn(faded(bright, 0.05))]],
])('cuts nothing off %s', (_what, frames) => {
  expect(withoutBars(frames)).toEqual({ left: 0, top: 0, width: 64, height: 36 });
});

it('hands the networks 224 pixels a side, without the bars', async () => {
  const frame = drawn(between(5, 31, bright));
  const pixels = await forNetwork(frame, withoutBars([frame]));
  expect(pixels).toHaveLength(224 * 224 * 3);
  expect(Math.min(...pixels.subarray(0, 3))).toBeGreaterThan(150);
});

it('makes a thumbnail that a page can show', async () => {
  const { format, width } = await sharp(await thumbnailOf(drawn(scene(2)))).metadata();
  expect([format, width]).toEqual(['webp', 64]);
});
