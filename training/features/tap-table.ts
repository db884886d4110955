import type { FeatureRows } from './feature-rows.js';
import type { FeatureTable } from './feature-table.js';

/** One of several tensors that an encoder gives at once; all of them lie in one row, which the tables share. */
export class TapTable implements FeatureTable {
  readonly #width: number;

  /**
   * @param values one row for each sample: all the tensors, one after the other
   * @param offset where in a row this one begins
   */
  constructor(
    private readonly values: FeatureRows,
    readonly shape: readonly number[],
    private readonly offset: number,
  ) {
    this.#width = shape.reduce((product, size) => product * size, 1);
  }

  get rows(): number {
    return this.values.length;
  }

  gather(rows: ArrayLike<number>): Float32Array {
    const gathered = new Float32Array(rows.length * this.#width);
    for (let index = 0; index < rows.length; index++) {
      const place = gathered.subarray(index * this.#width, (index + 1) * this.#width);
      this.values.copy(rows[index]!, this.offset, place);
    }
    return gathered;
  }
}
