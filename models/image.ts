import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { InvalidInputError } from './model-family.js';

export const IMAGE_SIZE = 224; // pixels a side: the backbone's own resolution
export const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
export const DECODING = 'squash224-1'; // to be counted up when this file gives other pixels for the same bytes
const MAX_PIXELS = 50_000_000; // a few kilobytes of PNG can claim gigabytes of pixels

sharp.concurrency(1); // one thread an image: parallelism comes from deciding several images at once
sharp.cache(false); // no image is asked for twice

const SIGNATURES: readonly { format: string; offset: number; bytes: string }[] = [
  { format: 'JPEG', offset: 0, bytes: '\xff\xd8\xff' },
  { format: 'PNG', offset: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'WebP', offset: 8, bytes: 'WEBP' },
  { format: 'GIF', offset: 0, bytes: 'GIF8' },
  { format: 'AVIF', offset: 4, bytes: 'ftypavif' },
];

/**
 * An encoded image as the networks see it: squashed to 224 x 224, transparent parts white, RGB in rows (uint8 [224,224,3]).
 * Training and serving both come through here, so that a served image looks like those learned from.
 * @throws InvalidInputError NOT_AN_IMAGE, IMAGE_TOO_LARGE or DAMAGED_IMAGE, naming `field`
 */
export async function decodeImage(bytes: Uint8Array, field: string): Promise<Uint8Array> {
  return (await decodePixels(bytes, field, (image) => image.resize(IMAGE_SIZE, IMAGE_SIZE, { fit: 'fill' }))).pixels;
}

/** Width and height in pixels, turned as people see it. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * An encoded image as RGB in rows, transparent parts white, brought to size by `arrange`.
 * @throws InvalidInputError NOT_AN_IMAGE, IMAGE_TOO_LARGE or DAMAGED_IMAGE, naming `field`
 */
export async function decodePixels(
  bytes: Uint8Array,
  field: string,
  arrange: (image: Sharp, size: ImageSize) => Sharp,
): Promise<{ pixels: Uint8Array; size: ImageSize }> {
  refuseUnlessRasterImage(bytes, field);
  const size = await sizeUnlessHuge(bytes, field);
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .flatten({ background: 'white' });
    const pixels = await arrange(image, size).toColourspace('srgb').raw().toBuffer();
    return { pixels: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength), size };
  } catch {
    throw damaged(field);
  }
}

/** Of an encoded image, from its header alone. @throws InvalidInputError as `decodePixels` */
export async function imageSize(bytes: Uint8Array, field: string): Promise<ImageSize> {
  refuseUnlessRasterImage(bytes, field);
  return sizeUnlessHuge(bytes, field);
}

/** Media type of an encoded image, by its first bytes; undefined for anything else. */
export function imageType(bytes: Uint8Array): string | undefined {
  const format = formatOf(bytes);
  return format && `image/${format.toLowerCase()}`;
}

function formatOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1');
  return SIGNATURES.find((signature) => start.startsWith(signature.bytes, signature.offset))?.format;
}

/** Looks at the first bytes only, so that no parser for anything else (SVG, PDF, …) is ever started. */
export function refuseUnlessRasterImage(bytes: Uint8Array, field: string): void {
  if (formatOf(bytes) !== undefined) return;
  const known = SIGNATURES.map((signature) => signature.format).join(', ');
  throw new InvalidInputError('NOT_AN_IMAGE', field, `${field} is no image that can be read (expected ${known})`);
}

/** Reads the header only: no pixel is decoded before its size is known. */
async function sizeUnlessHuge(bytes: Uint8Array, field: string): Promise<ImageSize> {
  const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw damaged(field);
    });
  if (width * height <= MAX_PIXELS) return autoOrient;
  throw new InvalidInputError(
    'IMAGE_TOO_LARGE',
    field,
    `${field} has ${width} x ${height} pixels; at most ${MAX_PIXELS / 1e6} million are accepted`,
  );
}

export function damaged(field: string): InvalidInputError {
  return new InvalidInputError('DAMAGED_IMAGE', field, `${field} is a damaged or truncated image`);
}
