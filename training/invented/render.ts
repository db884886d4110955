import sharp from 'sharp';
import { Random } from '../random.js';

const GRAIN = 5; // of 255: enough to look printed or photographed, too little to see dots

/** Noise from -1 to 1; every picture begins somewhere else in it. Its length fits no row, so nothing repeats visibly. */
const NOISE = grainOf(new Random(1), 65_521);

export interface Rendering {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  /** Sigma in pixels; drawn shapes get the softness of a photo by it. */
  readonly blur?: number;
  readonly grain?: number;
}

/** An SVG as JPEG bytes with a little grain; the same bytes for the same random numbers. */
export async function renderJpeg(
  random: Random,
  { svg, width, height, blur, grain = GRAIN }: Rendering,
): Promise<Buffer> {
  const flat = sharp(Buffer.from(svg)).resize(width, height, { fit: 'fill' }).removeAlpha();
  const { buffer, byteOffset, length } = await (blur === undefined ? flat : flat.blur(blur)).raw().toBuffer();
  const pixels = new Uint8ClampedArray(buffer, byteOffset, length);
  let speck = random.below(NOISE.length);
  for (let index = 0; index < length; index += 3) {
    speck = speck + 1 === NOISE.length ? 0 : speck + 1;
    const change = NOISE[speck]! * grain;
    pixels[index]! += change;
    pixels[index + 1]! += change;
    pixels[index + 2]! += change;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 84 })
    .toBuffer();
}

function grainOf(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => random.fraction() * 2 - 1);
}
