/** These rows of a row-major matrix [rows, columns], in this order. */
export function pickRows<Data extends Float32Array | Uint8Array>(
  matrix: Data,
  rows: readonly number[],
  columns: number,
): Data {
  const picked = matrix.slice(0, rows.length * columns) as Data;
  rows.forEach((row, index) => picked.set(matrix.subarray(row * columns, (row + 1) * columns), index * columns));
  return picked;
}
