import sharp from 'sharp';
import { IMAGE_SIZE, damaged, refuseUnlessRasterImage } from './image.js';
import { InvalidInputError } from './model-family.js';

export const CLIP_FRAMES = 8; // how many pictures of a shot are looked at, equidistant ones
export const CLIP_SHAPE = [CLIP_FRAMES, IMAGE_SIZE, IMAGE_SIZE, 3] as const;
export const FRAME_BYTES = IMAGE_SIZE * IMAGE_SIZE * 3;
const WHITE = { background: 'white' };
const MOST_PIXELS = 200_000_000; // of all frames: some hundred kilobytes of GIF can claim as many

/**
 * A picture that moves (GIF, WebP) as eight equidistant frames, each as `decodeImage` gives a picture; one that does not is
 * eight times the same. uint8 [8,224,224,3]
 * @throws InvalidInputError NOT_AN_IMAGE, IMAGE_TOO_LARGE or DAMAGED_IMAGE, naming `field`
 */
export async function decodeClip(bytes: Uint8Array, field: string): Promise<Uint8Array> {
  if (isPlain(bytes)) return bytes.subarray(PLAIN_HEADER.length);
  refuseUnlessRasterImage(bytes, field);
  const { frames, isAsSeen } = await inspect(bytes, field);
  try {
    const decoded = isAsSeen ? await decodeStrip(bytes) : await decodePages(bytes, frames);
    return Buffer.concat(decoded);
  } catch {
    throw damaged(field);
  }
}

/** In the middle of each eighth, as of a shot. */
function chosenOf(frames: number): number[] {
  return Array.from({ length: CLIP_FRAMES }, (_, eighth) => Math.floor(((eighth + 0.5) * frames) / CLIP_FRAMES));
}

async function inspect(bytes: Uint8Array, field: string): Promise<{ frames: number; isAsSeen: boolean }> {
  const {
    width,
    height,
    pageHeight = height,
    pages = 1,
  } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw damaged(field);
    });
  const pixels = width * pageHeight * pages;
  if (pixels <= MOST_PIXELS) {
    return { frames: pages, isAsSeen: pages === CLIP_FRAMES && width === IMAGE_SIZE && pageHeight === IMAGE_SIZE };
  }
  throw new InvalidInputError(
    'IMAGE_TOO_LARGE',
    field,
    `${field} has ${pages} frames of ${width} x ${pageHeight} pixels; at most ${MOST_PIXELS / 1e6} million pixels in all are accepted`,
  );
}

/** What `encodeClip` wrote: all frames at once, one below the other. */
async function decodeStrip(bytes: Uint8Array): Promise<Uint8Array[]> {
  return [await sharp(bytes, { pages: -1, failOn: 'error' }).flatten(WHITE).toColourspace('srgb').raw().toBuffer()];
}

/** Frame by frame: brought to size as one strip, each would have a little of its neighbours at its edges. */
async function decodePages(bytes: Uint8Array, frames: number): Promise<Uint8Array[]> {
  const pages = new Map<number, Promise<Uint8Array>>();
  const decode = (page: number) =>
    sharp(bytes, { page, limitInputPixels: MOST_PIXELS, failOn: 'error' })
      .autoOrient()
      .flatten(WHITE)
      .resize(IMAGE_SIZE, IMAGE_SIZE, { fit: 'fill' })
      .toColourspace('srgb')
      .raw()
      .toBuffer();
  for (const page of chosenOf(frames)) if (!pages.has(page)) pages.set(page, decode(page));
  return Promise.all(chosenOf(frames).map((page) => pages.get(page)!));
}

/** A strip of eight frames without any compression, as the netpbm tools write a picture. */
const PLAIN_HEADER = new TextEncoder().encode(`P6\n${IMAGE_SIZE} ${CLIP_FRAMES * IMAGE_SIZE}\n255\n`);

/** @param clip uint8 [8, 224, 224, 3] @returns what `decodeClip` only has to look at */
export function plainClip(clip: Uint8Array): Uint8Array {
  return Buffer.concat([PLAIN_HEADER, clip]);
}

function isPlain(bytes: Uint8Array): boolean {
  if (bytes.length !== PLAIN_HEADER.length + CLIP_FRAMES * FRAME_BYTES) return false;
  return PLAIN_HEADER.every((byte, index) => bytes[index] === byte);
}

/**
 * Frames as one picture that moves, for a file or to be handed in. WebP
 * @param clip uint8 [frames, 224, 224, 3]
 */
export async function encodeClip(clip: Uint8Array, { isLossless }: { isLossless: boolean }): Promise<Uint8Array> {
  const height = IMAGE_SIZE * (clip.length / FRAME_BYTES);
  return sharp(clip, { raw: { width: IMAGE_SIZE, height, channels: 3, pageHeight: IMAGE_SIZE } })
    .webp({ effort: 0, quality: 90, lossless: isLossless, loop: 0 })
    .toBuffer();
}
