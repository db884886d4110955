import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { readConfig } from '../layer-config.js';
import type { LayerCall, LayerExporter, LayerExporters } from '../layer-exporter.js';
import type { Value } from '../layer-graph.js';
import { UnsupportedLayerError } from '../unsupported-layer-error.js';
import { CELLS, RecurrentSchema, addRecurrence } from './recurrence.js';
import type { CellName } from './recurrence.js';

const recurrent =
  (cell: CellName): LayerExporter =>
  (call) => {
    refuseInitialState(call);
    const settings = readConfig(call.layer, RecurrentSchema);
    const direction = settings.goBackwards ? 'reverse' : 'forward';
    const output = addRecurrence(call, CELLS[cell], settings, call.layer.weights, direction);
    // Going backwards Keras gives the steps in the order it took them, ONNX in the order of the input.
    return settings.goBackwards && settings.returnSequences ? reversedInTime(call, output) : output;
  };

const BidirectionalSchema = z.object({ mergeMode: z.enum(['concat', 'sum', 'mul', 'ave']) });
const MERGES = { sum: 'Add', mul: 'Mul', ave: 'Mean' } as const;

const bidirectional: LayerExporter = (call) => {
  refuseInitialState(call);
  const { graph, layer, outputShape } = call;
  const inner = (layer as tf.layers.Layer & { readonly layer: tf.layers.Layer }).layer;
  const cell = CELLS[inner.getClassName() as CellName];
  if (cell === undefined) throw new UnsupportedLayerError(layer, `it wraps ${inner.getClassName()}`);
  const settings = readConfig(inner, RecurrentSchema);
  if (settings.goBackwards) throw new UnsupportedLayerError(layer, 'its layer goes backwards; let it go forwards');
  const { mergeMode } = readConfig(layer, BidirectionalSchema);

  const half = layer.weights.length / 2; // the forward layer's weights come first
  const forward = addRecurrence(call, cell, settings, layer.weights.slice(0, half), 'forward');
  const backward = addRecurrence(call, cell, settings, layer.weights.slice(half), 'reverse');
  const both = [forward.name, backward.name];
  return mergeMode === 'concat'
    ? graph.apply('Concat', forward, both, { axis: -1 }, outputShape)
    : graph.apply(MERGES[mergeMode], forward, both, {}, outputShape);
};

function reversedInTime({ graph }: LayerCall, value: Value): Value {
  const { builder } = graph;
  const toBeforeTheFirst = builder.integers([Number.MIN_SAFE_INTEGER]);
  const bounds = [builder.integers([-1]), toBeforeTheFirst, builder.integers([1]), builder.integers([-1])];
  return graph.apply('Slice', value, [value.name, ...bounds]);
}

function refuseInitialState({ layer, inputs }: LayerCall): void {
  if (inputs.length > 1) throw new UnsupportedLayerError(layer, 'it is given an initial state; start it from zero');
}

export const recurrences: LayerExporters = {
  Bidirectional: bidirectional,
  GRU: recurrent('GRU'),
  LSTM: recurrent('LSTM'),
  SimpleRNN: recurrent('SimpleRNN'),
};
