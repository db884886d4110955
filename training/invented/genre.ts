import type { Random } from '../random.js';

/** The colours of a picture, as CSS. */
export interface Palette {
  /** From the top of the picture to its horizon. */
  readonly sky: readonly [string, string];
  /** What is far away, what is near, and what stands out. */
  readonly far: string;
  readonly near: string;
  readonly accent: string;
  /** For letters; readable on sky and near. */
  readonly ink: string;
}

export interface Brush {
  readonly random: Random;
  readonly palette: Palette;
}

/** Draws a part of a picture of 240 by 360 units, as SVG. */
export type Scene = (brush: Brush) => string;

export interface Look {
  readonly palettes: readonly Palette[];
  /** What a poster of the genre may show. */
  readonly scenes: readonly Scene[];
  /** A few small things that hint at the genre in another genre's scene. */
  readonly hint: Scene;
}

/**
 * Phrases that a plot is composed of. `{Name}`, `{Friend}`, `{she}`, `{her}` (hers) and `{him}` (to her) are filled in.
 */
export interface Story {
  readonly titles: { readonly adjectives: readonly string[]; readonly nouns: readonly string[] };
  /** "In a town …" */
  readonly places: readonly string[];
  /** "retired pilot" */
  readonly roles: readonly string[];
  /** "finds …" */
  readonly beginnings: readonly string[];
  /** Whole sentences. */
  readonly troubles: readonly string[];
  readonly endings: readonly string[];
}

export interface Genre {
  readonly name: string;
  readonly look: Look;
  readonly story: Story;
  /** Genres that it is often mixed with. */
  readonly neighbours: readonly string[];
}
