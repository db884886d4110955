import type { LabelProbability } from '../models/model-family.js';

/** Says what kind of shot eight frames are of. */
export interface ShotLabeller {
  /** Whose answers these are; null where there is nobody to ask. */
  readonly version: { readonly family: string; readonly version: string } | null;
  /** @param frames eight RGB images, uint8 [224, 224, 3] each, in their order */
  label(frames: readonly Uint8Array[]): Promise<readonly LabelProbability[] | null>;
  close(): Promise<void>;
}

/** For as long as no version labels shots: they are found all the same. */
export const NO_LABELS: ShotLabeller = {
  version: null,
  label: () => Promise.resolve(null),
  close: () => Promise.resolve(),
};
