import sharp from 'sharp';
import { imageSize } from '../../models/image.js';

const COLUMNS = 9;
const ROWS = 8;
const FINER = 8;
const CLEARLY = 4; // of 255: compression draws patterns fainter than that into plain backgrounds

/** What is seen of an encoded image at a glance. */
export interface ImageLook {
  /** Pixels, turned as people see it. */
  readonly width: number;
  readonly height: number;
  /** Mean luminance: 0 (black) to 1 (white). */
  readonly brightness: number;
  /**
   * Whether each of 8 x 8 places is clearly darker than the one to its right, as two times 32 bits: a few bits differ when an image
   * was scaled or compressed anew, half of them between two images.
   */
  readonly differences: readonly [number, number];
}

/** @throws InvalidInputError NOT_AN_IMAGE, IMAGE_TOO_LARGE or DAMAGED_IMAGE */
export async function lookAt(bytes: Uint8Array, field: string): Promise<ImageLook> {
  const { width, height } = await imageSize(bytes, field);
  const grey = await sharp(bytes)
    .autoOrient()
    .flatten({ background: 'white' })
    .greyscale()
    .resize(COLUMNS * FINER, ROWS * FINER, { fit: 'fill', fastShrinkOnLoad: false })
    .raw()
    .toBuffer();
  const brightness = grey.reduce((sum, value) => sum + value, 0) / grey.length / 255;
  return { width, height, brightness, differences: differencesOf(placesOf(grey)) };
}

/** Mean of each place: bringing a picture to so few pixels at once looks at other parts of it in every size. */
function placesOf(grey: Uint8Array): Float64Array {
  const places = new Float64Array(COLUMNS * ROWS);
  grey.forEach((value, at) => {
    const [row, column] = [Math.floor(at / (COLUMNS * FINER)), at % (COLUMNS * FINER)];
    places[Math.floor(row / FINER) * COLUMNS + Math.floor(column / FINER)]! += value / FINER ** 2;
  });
  return places;
}

function differencesOf(grey: Float64Array): [number, number] {
  const halves: [number, number] = [0, 0];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS - 1; column++) {
      const at = row * COLUMNS + column;
      const half = row < ROWS / 2 ? 0 : 1;
      halves[half] = (halves[half] << 1) | Number(grey[at]! + CLEARLY < grey[at + 1]!);
    }
  }
  return [halves[0] >>> 0, halves[1] >>> 0];
}
