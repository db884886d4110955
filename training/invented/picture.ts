import type { Random } from '../random.js';

/** A picture that is no poster: drawn as SVG of the given size, then softened like a photo. */
export interface Picture {
  readonly label: string;
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly blur?: number;
  readonly grain?: number;
}

export type DrawPicture = (random: Random) => Picture;
