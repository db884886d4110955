import sharp from 'sharp';
import { decodeImage } from './image.js';
import { InvalidInputError } from './model-family.js';

const red = { r: 200, g: 30, b: 10 };
const picture = (width = 30, height = 45) => sharp({ create: { width, height, channels: 3, background: red } });

async function codeOf(bytes: Uint8Array): Promise<string> {
  const error: unknown = await decodeImage(bytes, 'image').catch((reason: unknown) => reason);
  if (!(error instanceof InvalidInputError)) throw new Error(`Expected InvalidInputError, got ${String(error)}`);
  expect(error.field).toBe('image');
  return error.code;
}

describe('an image', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('is squashed to 224 x 224 RGB from %s', async (format) => {
    const pixels = await decodeImage(await picture().toFormat(format).toBuffer(), 'image');
    expect(pixels).toHaveLength(224 * 224 * 3);
    for (const [channel, value] of [200, 30, 10].entries()) expect(Math.abs(pixels[channel]! - value)).toBeLessThan(8);
  });

  it('in grey has three equal channels', async () => {
    const pixels = await decodeImage(await picture().greyscale().png().toBuffer(), 'image');
    expect(pixels).toHaveLength(224 * 224 * 3);
    expect(pixels[0]).toBe(pixels[2]);
  });

  it('in CMYK comes out in the colours it shows', async () => {
    const [r, g] = await decodeImage(await picture().toColourspace('cmyk').jpeg().toBuffer(), 'image');
    expect(r! - g!).toBeGreaterThan(100);
  });

  it('is white where it is transparent', async () => {
    const nothing = { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const pixels = await decodeImage(await sharp({ create: nothing }).png().toBuffer(), 'image');
    expect(new Set(pixels)).toEqual(new Set([255]));
  });

  it('stands upright when the camera was turned', async () => {
    const halves = sharp(Buffer.from([255, 255, 255, 0, 0, 0]), { raw: { width: 2, height: 1, channels: 3 } });
    const turned = await halves.resize(64, 32, { kernel: 'nearest' }).withMetadata({ orientation: 6 }).png().toBuffer();
    const pixels = await decodeImage(turned, 'image');
    expect([pixels.at(0), pixels.at(223 * 3), pixels.at(-1)]).toEqual([255, 255, 0]);
  });
});

describe('what is refused', () => {
  it('is anything but a raster image, an SVG above all', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>';
    for (const content of ['', 'no image', svg, `<?xml version="1.0"?>${svg}`, '%PDF-1.4']) {
      expect(await codeOf(Buffer.from(content))).toBe('NOT_AN_IMAGE');
    }
  });

  it('is an image that ends too early or only begins like one', async () => {
    const whole = await sharp({
      create: {
        width: 300,
        height: 300,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
        background: red,
      },
    })
      .jpeg()
      .toBuffer();
    expect(await codeOf(whole.subarray(0, whole.length / 2))).toBe('DAMAGED_IMAGE');
    expect(await codeOf(whole.subarray(0, 20))).toBe('DAMAGED_IMAGE');
    expect(await codeOf(Buffer.from('\x89PNG\r\n\x1a\nnonsense', 'latin1'))).toBe('DAMAGED_IMAGE');
  });

  it('is a picture of more than 50 million pixels, before any is decoded', async () => {
    const bomb = await picture(10_000, 10_000).png({ compressionLevel: 9 }).toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const started = performance.now();
    expect(await codeOf(bomb)).toBe('IMAGE_TOO_LARGE');
    expect(performance.now() - started).toBeLessThan(200);
  }, 30_000); // making the picture is what takes long
});
