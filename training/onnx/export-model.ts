import * as tf from '@tensorflow/tfjs';
import type { LayerGraph, Value } from './layer-graph.js';
import { exporterOf } from './registry.js';

/**
 * Adds what a model computes from `inputs`. Goes from the outputs back along symbolic tensors, not along the list of
 * layers: that is what tells the calls of a shared layer apart, and leaves out layers that no output needs. A model inside the model is
 * exported the same way, once per call.
 */
export function exportModel(graph: LayerGraph, model: tf.LayersModel, inputs: readonly Value[]): Value[] {
  const values = new Map<number, Value>(model.inputs.map((input, index) => [input.id, inputs[index] as Value]));

  const valueOf = (tensor: tf.SymbolicTensor): Value => {
    if (!values.has(tensor.id)) exportCall(tensor);
    return values.get(tensor.id) as Value;
  };

  /** Exports the call that gives `tensor`, after those that give what it takes. */
  const exportCall = (tensor: tf.SymbolicTensor): void => {
    const layer = tensor.sourceLayer;
    const { inputTensors, outputTensors } = layer.inboundNodes[tensor.nodeIndex] as (typeof layer.inboundNodes)[number];
    const taken = inputTensors.map(valueOf);
    const given = exportLayer(graph, layer, taken, outputTensors);
    outputTensors.forEach((output, index) => values.set(output.id, given[index] as Value));
  };

  return model.outputs.map(valueOf);
}

function exportLayer(
  graph: LayerGraph,
  layer: tf.layers.Layer,
  inputs: readonly Value[],
  outputs: readonly tf.SymbolicTensor[],
): Value[] {
  if (layer instanceof tf.LayersModel) return exportModel(graph, layer, inputs);
  const outputShape = (outputs[0] as tf.SymbolicTensor).shape;
  return [exporterOf(layer)({ graph, layer, inputs, input: inputs[0] as Value, outputShape })];
}
