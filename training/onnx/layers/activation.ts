import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { readConfig } from '../layer-config.js';
import type { LayerExporters } from '../layer-exporter.js';
import type { LayerGraph, Value } from '../layer-graph.js';
import { UnsupportedLayerError } from '../unsupported-layer-error.js';

type Activation = (graph: LayerGraph, value: Value) => Value;

const operator =
  (name: string): Activation =>
  (graph, value) =>
    graph.apply(name, value, [value.name]);

/** By the names that TensorFlow.js gives them; all but the two softmaxes go element by element, in any layout. */
const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  linear: (_graph, value) => value,
  relu: operator('Relu'),
  relu6: (graph, value) => clip(graph, value, 6),
  sigmoid: operator('Sigmoid'),
  hardSigmoid: (graph, value) =>
    graph.apply('HardSigmoid', value, [value.name], { alpha: { float: 0.2 }, beta: { float: 0.5 } }),
  tanh: operator('Tanh'),
  elu: operator('Elu'),
  selu: operator('Selu'),
  softplus: operator('Softplus'),
  softsign: operator('Softsign'),
  softmax: (graph, value) => softmax(graph, value, 'Softmax'),
  logSoftmax: (graph, value) => softmax(graph, value, 'LogSoftmax'),
  swish: (graph, value) => times(graph, value, operator('Sigmoid')(graph, value)),
  mish: (graph, value) => times(graph, value, operator('Tanh')(graph, operator('Softplus')(graph, value))),
  gelu: (graph, value) => {
    const { builder } = graph;
    const error = builder.node('Erf', [builder.node('Div', [value.name, builder.scalar(Math.SQRT2)])]);
    const twice = builder.node('Mul', [value.name, builder.node('Add', [error, builder.scalar(1)])]);
    return graph.apply('Mul', value, [twice, builder.scalar(0.5)]);
  },
};

/** @param activation as TensorFlow.js calls it; `layer` is named when there is no such thing here */
export function activate(graph: LayerGraph, value: Value, activation: string, layer: tf.layers.Layer): Value {
  const add = ACTIVATIONS[activation];
  if (add !== undefined) return add(graph, value);
  const known = Object.keys(ACTIVATIONS).join(', ');
  throw new UnsupportedLayerError(layer, `no exporter knows the activation ${activation}; there are ${known}`);
}

function clip(graph: LayerGraph, value: Value, maximum: number): Value {
  return graph.apply('Clip', value, [value.name, graph.builder.scalar(0), graph.builder.scalar(maximum)]);
}

function softmax(graph: LayerGraph, value: Value, name: 'Softmax' | 'LogSoftmax'): Value {
  const arranged = graph.channelsLast(value);
  return graph.apply(name, arranged, [arranged.name], { axis: -1 });
}

function times(graph: LayerGraph, left: Value, right: Value): Value {
  return graph.apply('Mul', left, [left.name, right.name]);
}

const Activated = z.object({ activation: z.string() });
const Rectified = z.object({ maxValue: z.number().nullish() });
const Sloped = z.object({ alpha: z.number() });
const Directed = z.object({ axis: z.number() });

export const activations: LayerExporters = {
  Activation: ({ graph, input, layer }) => activate(graph, input, readConfig(layer, Activated).activation, layer),
  ReLU: ({ graph, input, layer }) => {
    const { maxValue } = readConfig(layer, Rectified);
    return maxValue == null ? activate(graph, input, 'relu', layer) : clip(graph, input, maxValue);
  },
  LeakyReLU: ({ graph, input, layer }) =>
    graph.apply('LeakyRelu', input, [input.name], { alpha: { float: readConfig(layer, Sloped).alpha } }),
  ELU: ({ graph, input, layer }) =>
    graph.apply('Elu', input, [input.name], { alpha: { float: readConfig(layer, Sloped).alpha } }),
  Softmax: ({ graph, input, layer }) => {
    const { axis } = readConfig(layer, Directed);
    if (axis !== -1 && axis !== input.shape.length - 1) {
      throw new UnsupportedLayerError(layer, `it goes along axis ${axis}; only the last axis is supported`);
    }
    return softmax(graph, input, 'Softmax');
  },
};
