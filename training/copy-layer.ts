import type * as tf from '@tensorflow/tfjs';

/** A layer of the same kind and with the same weights, applied to other inputs. @returns its output */
export function copyLayer(layer: tf.layers.Layer, inputs: tf.SymbolicTensor[]): tf.SymbolicTensor {
  const kind = layer.constructor as tf.serialization.SerializableConstructor<tf.layers.Layer>;
  const copy = kind.fromConfig(kind, layer.getConfig());
  const output = copy.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;
  copy.setWeights(layer.getWeights());
  return output;
}
