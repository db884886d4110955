import sharp from 'sharp';
import type { OverlayOptions } from 'sharp';
import { frameOf, letterbox, ontoCanvas } from './letterbox.js';

/** Left half red, right half blue, 80 x 40. */
async function twoHalves(): Promise<Uint8Array> {
  const blue = { input: { create: { width: 40, height: 40, channels: 3, background: '#0000ff' } }, left: 40, top: 0 };
  return sharp({ create: { width: 80, height: 40, channels: 3, background: '#ff0000' } })
    .composite([blue as OverlayOptions])
    .png()
    .toBuffer();
}

const at = (pixels: Uint8Array, canvas: number, x: number, y: number) => [
  ...pixels.subarray((y * canvas + x) * 3, (y * canvas + x) * 3 + 3),
];
const [RED, BLUE, GREY] = [
  [255, 0, 0],
  [0, 0, 255],
  [114, 114, 114],
];

it('fits a picture into the middle of the canvas, keeps its proportions and pads with grey', async () => {
  const { pixels, frame, size } = await letterbox(await twoHalves(), 'image', 160);
  expect(size).toEqual({ width: 80, height: 40 });
  expect(frame).toEqual({ left: 0, top: 40, width: 160, height: 80, isMirrored: false });
  expect(pixels).toHaveLength(160 * 160 * 3);
  expect(at(pixels, 160, 10, 60)).toEqual(RED);
  expect(at(pixels, 160, 150, 60)).toEqual(BLUE);
  expect(at(pixels, 160, 10, 30)).toEqual(GREY);
  expect(at(pixels, 160, 10, 130)).toEqual(GREY);
});

it('takes a picture that lies on a canvas already as it is', async () => {
  const { pixels, frame } = await letterbox(await twoHalves(), 'image', 160);
  const { left, top, width, height } = frame;
  const raw = { width: 160, height: 160, channels: 3 } as const;
  const cut = await sharp(pixels, { raw }).extract({ left, top, width, height }).png().toBuffer();
  const again = await letterbox(cut, 'image', 160);
  expect(again.frame).toEqual(frame);
  expect(Buffer.compare(again.pixels, pixels)).toBe(0);
});

it.each([
  { isMirrored: true, zoom: 1, across: 0.5, down: 0.5 },
  { isMirrored: false, zoom: 1.5, across: 0.2, down: 0.5 },
  { isMirrored: true, zoom: 0.5, across: 0.9, down: 0.1 },
])('lays a box on the canvas where its object is seen: %j', async (view) => {
  const { pixels, frame } = await letterbox(await twoHalves(), 'image', 160, view);
  const blue = ontoCanvas({ left: 0.5, top: 0, right: 1, bottom: 1 }, frame);
  const seen = { left: Math.max(0, blue.left), right: Math.min(160, blue.right) };
  const middle = Math.round((blue.top + blue.bottom) / 2);
  for (let x = 0; x < 160; x++) {
    const isInside = x > seen.left + 2 && x < seen.right - 2;
    const isOutside = x < seen.left - 2 || x > seen.right + 2;
    if (isInside) expect(at(pixels, 160, x, middle)).toEqual(BLUE);
    if (isOutside) expect(at(pixels, 160, x, middle)).not.toEqual(BLUE);
  }
});

it('leaves a line of a picture that is hardly one', () => {
  expect(frameOf({ width: 1, height: 5000 }, 320)).toMatchObject({ width: 1, height: 320 });
});
