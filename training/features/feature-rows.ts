import { readFeatures } from './feature-cache.js';
import type { FeaturePlace } from './feature-cache.js';

const KEPT_BYTES = 512 * 1024 ** 2; // a hundred thousand pictures' pooled features, or 280 pictures with all their places

/** Features that lie in files: what was read once is kept in memory while there is room, the rest is read batch by batch. */
export class FeatureRows {
  readonly #kept = new Map<FeaturePlace, Float32Array>();
  #bytesLeft: number;

  /** @param width numbers in each row */
  constructor(
    private readonly places: readonly FeaturePlace[],
    private readonly width: number,
    keptBytes = KEPT_BYTES,
  ) {
    this.#bytesLeft = keptBytes;
  }

  get length(): number {
    return this.places.length;
  }

  /** Fills `into` with what the row says from the `first` number on. */
  copy(row: number, first: number, into: Float32Array): void {
    const place = this.places[row]!;
    const kept = this.#kept.get(place) ?? this.#keep(place);
    if (kept) into.set(kept.subarray(first, first + into.length));
    else readFeatures(place, first, into);
  }

  #keep(place: FeaturePlace): Float32Array | undefined {
    if (this.width * 4 > this.#bytesLeft) return undefined;
    this.#bytesLeft -= this.width * 4;
    const features = new Float32Array(this.width);
    readFeatures(place, 0, features);
    this.#kept.set(place, features);
    return features;
  }
}
