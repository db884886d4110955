import type { Box } from '../../../models/boxes.js';
import type { Places } from '../../onnx/append-objects.js';

/** The middles of all cells of grids over a square canvas, grid after grid, row after row. */
export function placesOf(canvas: number, strides: readonly number[]): Places {
  const cells = strides.flatMap((stride) => {
    const side = Math.ceil(canvas / stride);
    return Array.from({ length: side * side }, (_, cell) => ({
      x: ((cell % side) + 0.5) * stride,
      y: (Math.floor(cell / side) + 0.5) * stride,
      stride,
    }));
  });
  return {
    x: Float32Array.from(cells, ({ x }) => x),
    y: Float32Array.from(cells, ({ y }) => y),
    stride: Float32Array.from(cells, ({ stride }) => stride),
  };
}

/** What a place says with four distances, in strides. */
export function boxAt({ x, y, stride }: Places, place: number, distances: ArrayLike<number>): Box {
  const length = stride[place]!;
  return {
    left: x[place]! - distances[0]! * length,
    top: y[place]! - distances[1]! * length,
    right: x[place]! + distances[2]! * length,
    bottom: y[place]! + distances[3]! * length,
  };
}
