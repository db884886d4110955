import type * as tf from '@tensorflow/tfjs';
import type { LayerGraph, Value } from './layer-graph.js';

/** One place where a layer is used: a shared layer has several. */
export interface LayerCall {
  readonly layer: tf.layers.Layer;
  readonly inputs: readonly Value[];
  /** The first input, which is the only one for all but merging layers. */
  readonly input: Value;
  readonly outputShape: tf.Shape;
  readonly graph: LayerGraph;
}

/** Adds what the layer computes to the graph. @throws UnsupportedLayerError when a setting has no counterpart */
export type LayerExporter = (call: LayerCall) => Value;

/** By the layer's class name in Keras. */
export type LayerExporters = Readonly<Record<string, LayerExporter>>;

/** A weight as the layer stores it. @param role `kernel`, `bias`, … */
export function weightOf(layer: tf.layers.Layer, role: string): tf.Tensor {
  const found = layer.weights.find((weight) => weight.originalName.split('/').at(-1) === role);
  if (found === undefined) throw new Error(`Layer "${layer.name}" has no weight ${role}; has it been built?`);
  return found.read();
}
