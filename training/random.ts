import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';

const WARM_UP = 64; // the first numbers of this generator are much alike for seeds side by side: 1, 2, 3

/** A stream of random numbers that its seed decides: the same on every machine and in every process. */
export class Random {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
    skipN(this.#generator, WARM_UP);
  }

  /** A whole number from 0 to `count - 1`. */
  below(count: number): number {
    return uniformInt(this.#generator, 0, count - 1);
  }

  /** From 0 (included) to 1 (excluded). */
  fraction(): number {
    return uniformFloat64(this.#generator);
  }

  /** The numbers 0 to `count - 1` in random order (Fisher-Yates). */
  permutation(count: number): Uint32Array {
    const order = Uint32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }
}
