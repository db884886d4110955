/** These rows of a row-major matrix [rows, columns], in this order. @throws RangeError for one that it does not have */
export function pickRows<Data extends Float32Array | Uint8Array>(
  matrix: Data,
  rows: readonly number[],
  columns: number,
): Data {
  const picked = new (matrix.constructor as new (length: number) => Data)(rows.length * columns);
  rows.forEach((row, index) => {
    const values = matrix.subarray(row * columns, (row + 1) * columns);
    if (values.length < columns) throw new RangeError(`There is no row ${row} in ${matrix.length / columns}`);
    picked.set(values, index * columns);
  });
  return picked;
}
