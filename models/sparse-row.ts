/** The non-zero columns of a row, each with its value. */
export interface SparseRow {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

/** A row with its zeros. */
export function densify({ columns, values }: SparseRow, width: number): Float32Array {
  const row = new Float32Array(width);
  columns.forEach((column, index) => (row[column] = values[index]!));
  return row;
}
