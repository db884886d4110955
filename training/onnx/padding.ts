import type * as tf from '@tensorflow/tfjs';
import type { Attributes } from './onnx-file.js';
import { UnsupportedLayerError } from './unsupported-layer-error.js';

export interface Window {
  readonly padding: 'same' | 'valid';
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

/**
 * The attributes that pad as TensorFlow does. Its "same" padding is asymmetric whenever the total is odd: the larger half
 * comes last, as with stride 2 on an even size. Static sizes give explicit pads; only an unknown size is left to the
 * runtime, which cannot do so for dilated windows.
 */
export function paddingOf(layer: tf.layers.Layer, window: Window, space: readonly (number | null)[]): Attributes {
  const { padding, size, strides, dilations } = window;
  if (padding === 'valid') return {};
  const extents = size.map((length, axis) => (length - 1) * (dilations[axis] as number) + 1);
  if (space.some((length) => length === null)) {
    if (dilations.every((dilation) => dilation === 1)) return { auto_pad: 'SAME_UPPER' };
    throw new UnsupportedLayerError(
      layer,
      'same padding with dilation needs a fixed input size; give the input a shape',
    );
  }
  const totals = extents.map((extent, axis) => totalPadding(space[axis] as number, extent, strides[axis] as number));
  return { pads: [...totals.map((total) => Math.floor(total / 2)), ...totals.map((total) => Math.ceil(total / 2))] };
}

function totalPadding(length: number, extent: number, stride: number): number {
  return Math.max((Math.ceil(length / stride) - 1) * stride + extent - length, 0);
}
