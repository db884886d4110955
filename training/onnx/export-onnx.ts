import type * as tf from '@tensorflow/tfjs';
import { GraphBuilder } from './graph-builder.js';
import { LayerGraph } from './layer-graph.js';
import type { Value } from './layer-graph.js';
import { exportModel } from './export-model.js';
import { readOnnxGraph } from './onnx-graph.js';
import type { Dimension } from './onnx-file.js';

/** What stands at an input of the model: something the caller feeds, or the output of another ONNX graph. */
export type InputBinding =
  | { readonly name?: string; readonly type?: 'float32' | 'uint8' }
  | { readonly graph: Uint8Array; readonly output: string };

export interface ExportOptions {
  readonly name: string;
  /** What the model's outputs are called, in the model's order. */
  readonly outputs: readonly string[];
  /** By the name of the model's input; an input without a binding is fed under its own name. */
  readonly inputs?: Readonly<Record<string, InputBinding>>;
}

/**
 * Writes a LayersModel as an ONNX model (opset 17, any batch size) that computes the same.
 * @throws UnsupportedLayerError naming the first layer that has no counterpart
 */
export function exportOnnx(model: tf.LayersModel, options: ExportOptions): Uint8Array {
  const builder = new GraphBuilder(options.name);
  const graph = new LayerGraph(builder);
  const inFront: Uint8Array[] = [];
  const inputs = model.inputs.map((input) => {
    const { name } = input.sourceLayer; // a Sequential has no inputNames
    return bindInput(graph, input, name, options.inputs?.[name] ?? {}, inFront);
  });
  const outputs = exportModel(graph, model, inputs);
  if (outputs.length !== options.outputs.length) {
    throw new Error(`The model has ${outputs.length} outputs, but ${options.outputs.length} names were given`);
  }
  for (const [index, value] of outputs.entries()) {
    const name = options.outputs[index] as string;
    builder.output(name, graph.channelsLast(value).name, 'float32', dimensions(name, value.shape));
  }
  return builder.toBytes();
}

/** @param inFront the graphs that stand in front already: one with several outputs that are asked for stands there once */
function bindInput(
  graph: LayerGraph,
  input: tf.SymbolicTensor,
  modelName: string,
  binding: InputBinding,
  inFront: Uint8Array[],
): Value {
  const { builder } = graph;
  if ('graph' in binding) {
    const graphInFront = readOnnxGraph(binding.graph);
    if (!graphInFront.outputs.includes(binding.output)) {
      throw new Error(
        `The graph in front of ${modelName} has no output ${binding.output}, but ${graphInFront.outputs.join(', ')}`,
      );
    }
    if (!inFront.some((known) => Buffer.compare(known, binding.graph) === 0)) builder.include(graphInFront);
    inFront.push(binding.graph);
    return { name: binding.output, shape: input.shape, layout: 'channels-last' };
  }
  const { name = modelName, type = input.dtype === 'int32' ? 'int32' : 'float32' } = binding;
  const fed: Value = {
    name: builder.input(name, type, dimensions(name, input.shape)),
    shape: input.shape,
    layout: 'channels-last',
  };
  if (type !== 'uint8') return fed;
  // Bytes are turned to channels first before they are widened: a quarter of the memory is moved.
  const arranged = input.shape.length === 4 ? graph.channelsFirst(fed) : fed;
  return graph.apply('Cast', arranged, [arranged.name], { to: 1 });
}

function dimensions(name: string, shape: tf.Shape): Dimension[] {
  return shape.map((size, axis) => (axis === 0 ? 'batch' : (size ?? `${name}_${axis}`)));
}
