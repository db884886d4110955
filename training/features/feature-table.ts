import type { SparseRow } from '../../models/sparse-row.js';

/** What a head learns from: one row of numbers for each example. */
export interface FeatureTable {
  readonly rows: number;
  /** Shape of one row. */
  readonly shape: readonly number[];
  /** These rows one after the other, float32 [rows.length, ...shape]. */
  gather(rows: ArrayLike<number>): Float32Array;
}

export class DenseTable implements FeatureTable {
  readonly rows: number;
  readonly #width: number;

  /** @param values float32 [rows, ...shape] */
  constructor(
    readonly values: Float32Array,
    readonly shape: readonly number[],
  ) {
    this.#width = shape.reduce((product, size) => product * size, 1);
    this.rows = values.length / this.#width;
  }

  gather(rows: ArrayLike<number>): Float32Array {
    const width = this.#width;
    const gathered = new Float32Array(rows.length * width);
    for (let index = 0; index < rows.length; index++) {
      const start = rows[index]! * width;
      gathered.set(this.values.subarray(start, start + width), index * width);
    }
    return gathered;
  }
}

/** Keeps the rows sparse and writes their zeros only for a batch at a time. */
export class SparseTable implements FeatureTable {
  readonly rows: number;
  readonly shape: readonly number[];

  constructor(
    readonly values: readonly SparseRow[],
    private readonly width: number,
  ) {
    this.rows = values.length;
    this.shape = [width];
  }

  gather(rows: ArrayLike<number>): Float32Array {
    const gathered = new Float32Array(rows.length * this.width);
    for (let index = 0; index < rows.length; index++) {
      const { columns, values } = this.values[rows[index]!]!;
      const start = index * this.width;
      for (let entry = 0; entry < columns.length; entry++) gathered[start + columns[entry]!] = values[entry]!;
    }
    return gathered;
  }
}
