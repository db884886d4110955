import { DenseTable } from './feature-table.js';

/** Mean and standard deviation of each feature over the training examples. */
export interface Standardisation {
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

const CONSTANT = 1e-6; // a feature that never varies is divided by 1, not by 0

export function fitStandardisation(table: DenseTable, rows: readonly number[]): Standardisation {
  const width = table.values.length / table.rows;
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (const row of rows) {
    for (let column = 0, at = row * width; column < width; column++, at++) {
      const value = table.values[at]!;
      sums[column]! += value;
      squares[column]! += value * value;
    }
  }
  const mean = Float32Array.from(sums, (sum) => sum / rows.length);
  const deviation = Float32Array.from(squares, (square, column) => {
    const variance = square / rows.length - (sums[column]! / rows.length) ** 2;
    return variance < CONSTANT ** 2 ? 1 : Math.sqrt(variance);
  });
  return { mean, deviation };
}

/** The same table with mean 0 and deviation 1 in every column. */
export function standardise(table: DenseTable, { mean, deviation }: Standardisation): DenseTable {
  const width = mean.length;
  const values = new Float32Array(table.values.length);
  for (let row = 0, at = 0; row < table.rows; row++) {
    for (let column = 0; column < width; column++, at++) {
      values[at] = (table.values[at]! - mean[column]!) / deviation[column]!;
    }
  }
  return new DenseTable(values, table.shape);
}
