import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { activationName, readConfig } from '../layer-config.js';
import { weightOf } from '../layer-exporter.js';
import type { LayerCall, LayerExporters } from '../layer-exporter.js';
import type { Value } from '../layer-graph.js';
import { UnsupportedLayerError } from '../unsupported-layer-error.js';
import { activate } from './activation.js';

const SettingsSchema = z.object({ activation: activationName, useBias: z.boolean() });

/** Works on the last axis, whatever the rank. */
function applyDense(call: LayerCall, layer: tf.layers.Layer): Value {
  const { graph, outputShape } = call;
  const settings = readConfig(layer, SettingsSchema);
  const input = graph.channelsLast(call.input);
  const kernel = graph.weight(layer, 'kernel', () => weightOf(layer, 'kernel'));
  const bias = settings.useBias ? graph.weight(layer, 'bias', () => weightOf(layer, 'bias')) : undefined;
  return activate(graph, { ...multiply(), shape: outputShape }, settings.activation, layer);

  function multiply(): Value {
    if (bias === undefined) return graph.apply('MatMul', input, [input.name, kernel]);
    if (input.shape.length === 2) return graph.apply('Gemm', input, [input.name, kernel, bias]);
    return graph.apply('Add', input, [graph.builder.node('MatMul', [input.name, kernel]), bias]);
  }
}

export const dense: LayerExporters = {
  Dense: (call) => applyDense(call, call.layer),
  /** Every time step through the same layer: for Dense that is Dense. */
  TimeDistributed: (call) => {
    const inner = (call.layer as tf.layers.Layer & { readonly layer: tf.layers.Layer }).layer;
    if (inner.getClassName() === 'Dense') return applyDense(call, inner);
    throw new UnsupportedLayerError(call.layer, `it wraps ${inner.getClassName()}; only Dense is supported inside`);
  },
};
