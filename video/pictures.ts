import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { Frame } from './frame.js';

export const NETWORK_SIZE = 224; // pixels a side: what the image networks see
const THUMBNAIL_WIDTH = 320;
const BLACK = 28; // of 255, with the noise that compression leaves
const BRIGHT_SHARE = 0.01; // of a row that may be brighter and the row black still
const LARGEST_BARS = 0.3; // of a side, each: cinema in a 4:3 frame takes an eighth to a fifth

/** What is left of a picture: pixels from its left and its top. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Where the picture is between black bars. Bars are alike on both sides and black in every frame of the shot; a dark
 * scene is dark on one side, or not in every frame.
 */
export function withoutBars(frames: readonly Frame[]): Crop {
  const { width, height } = frames[0]!;
  const rows = barsOf(frames, height, width, (row, place) => row * width + place);
  const columns = barsOf(frames, width, height, (column, place) => place * width + column);
  return { left: columns, top: rows, width: width - 2 * columns, height: height - 2 * rows };
}

/** The width of the bars on either side, across lines (rows or columns) of the picture; 0 where there are none. */
function barsOf(
  frames: readonly Frame[],
  lines: number,
  length: number,
  pixelAt: (line: number, place: number) => number,
): number {
  const isBlack = (line: number) => frames.every(({ pixels }) => isBlackLine(pixels, length, (p) => pixelAt(line, p)));
  const most = Math.floor(lines * LARGEST_BARS);
  let bars = 0;
  while (bars <= most && isBlack(bars) && isBlack(lines - 1 - bars)) bars++;
  return bars > most ? 0 : bars; // all of it is dark: nothing tells bars from the scene
}

function isBlackLine(pixels: Uint8Array, length: number, pixelAt: (place: number) => number): boolean {
  let bright = 0;
  for (let place = 0; place < length; place++) {
    const at = pixelAt(place) * 3;
    if (Math.max(pixels[at]!, pixels[at + 1]!, pixels[at + 2]!) > BLACK) bright++;
  }
  return bright <= length * BRIGHT_SHARE;
}

/** As the networks see it: squashed, as images that they learn from are. RGB in rows, uint8 [224, 224, 3]. */
export async function forNetwork(frame: Frame, crop: Crop): Promise<Uint8Array> {
  const pixels = await picture(frame)
    .extract({ ...crop })
    .resize(NETWORK_SIZE, NETWORK_SIZE, { fit: 'fill' })
    .raw()
    .toBuffer();
  return new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);
}

/** WebP, at most 320 pixels wide. */
export async function thumbnailOf(frame: Frame): Promise<Uint8Array> {
  return picture(frame).resize({ width: THUMBNAIL_WIDTH, withoutEnlargement: true }).webp({ quality: 75 }).toBuffer();
}

function picture({ width, height, pixels }: Frame): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}
