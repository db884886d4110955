import sharp from 'sharp';
import type { Random } from '../random.js';

const GRAIN = 5; // of 255: enough to look printed or photographed, too little to see dots

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
  const { data } = await (blur === undefined ? flat : flat.blur(blur)).raw().toBuffer({ resolveWithObject: true });
  for (let index = 0; index < data.length; index += 3) {
    const speck = (random.fraction() - 0.5) * 2 * grain;
    for (let channel = index; channel < index + 3; channel++) {
      data[channel] = Math.max(0, Math.min(255, (data[channel] ?? 0) + speck));
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 84 })
    .toBuffer();
}
