import type { LabelledBox } from '../dataset.js';
import type { ImageSize } from '../image.js';

/** A picture as a list of pictures names it. */
export interface LabelledPicture {
  /** Relative to the dataset's folder, with `/` between. */
  readonly file: string;
  /** Of formats that list pictures: the list, which may say by its name for what they are. */
  readonly list?: string;
  /** Edges as fractions; of formats that count in pixels once the picture's size is known. */
  readonly objects: readonly LabelledBox[] | ((size: ImageSize) => readonly LabelledBox[]);
}

export const PICTURE = /\.(jpe?g|png|webp|gif|avif)$/i;
