import type { Box } from '../../../models/boxes.js';

/** An object that is on a picture. */
export interface TrueObject extends Box {
  /** Index of its class. */
  readonly label: number;
}

/** An object that a model says is on a picture. */
export interface FoundObject extends TrueObject {
  /** 0 to 1 */
  readonly confidence: number;
}

/** One picture: what is on it, and what was found. Boxes of both in the same unit. */
export interface SeenPicture {
  readonly truth: readonly TrueObject[];
  readonly found: readonly FoundObject[];
}
