import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import type { LayerCall } from '../layer-exporter.js';
import type { Value } from '../layer-graph.js';

/** By TensorFlow.js's name; those that ONNX's recurrent operators take, with its default parameters. */
const ACTIVATIONS = {
  tanh: 'Tanh',
  sigmoid: 'Sigmoid',
  hardSigmoid: 'HardSigmoid', // the default of recurrent activations: 0.2 x + 0.5, as in ONNX
  relu: 'Relu',
  softsign: 'Softsign',
  softplus: 'Softplus',
} as const;
const activation = z.enum(Object.keys(ACTIVATIONS) as [keyof typeof ACTIVATIONS]);

export const RecurrentSchema = z.object({
  units: z.number(),
  activation,
  recurrentActivation: activation.default('hardSigmoid'),
  useBias: z.boolean(),
  returnSequences: z.boolean(),
  returnState: z.literal(false).nullish(),
  stateful: z.literal(false).nullish(),
  goBackwards: z.boolean().default(false),
});
type Settings = z.infer<typeof RecurrentSchema>;

interface Cell {
  readonly operator: string;
  /** Position in Keras' kernel of each gate, in ONNX's order. */
  readonly gates: readonly number[];
  activations(settings: Settings): (keyof typeof ACTIVATIONS)[];
}

export type CellName = 'LSTM' | 'GRU' | 'SimpleRNN';
export const CELLS: Readonly<Record<CellName, Cell>> = {
  LSTM: {
    operator: 'LSTM',
    gates: [0, 3, 1, 2], // input, output, forget, cell; Keras keeps input, forget, cell, output
    activations: (settings) => [settings.recurrentActivation, settings.activation, settings.activation],
  },
  GRU: {
    operator: 'GRU', // its reset gate is applied before the recurrent product, as TensorFlow.js does
    gates: [0, 1, 2],
    activations: (settings) => [settings.recurrentActivation, settings.activation],
  },
  SimpleRNN: { operator: 'RNN', gates: [0], activations: (settings) => [settings.activation] },
};

/** One direction over the sequence. @param weights kernel, recurrent kernel and, if used, bias */
export function addRecurrence(
  { graph, layer, input, outputShape }: LayerCall,
  cell: Cell,
  settings: Settings,
  weights: readonly tf.LayerVariable[],
  direction: 'forward' | 'reverse',
): Value {
  const { builder } = graph;
  const { operator, gates } = cell;
  const [kernel, recurrentKernel, bias] = weights.map((weight) => weight.read());
  const stored = [
    graph.weight(layer, `${direction}/kernel`, () => gateRows(kernel as tf.Tensor2D, gates)),
    graph.weight(layer, `${direction}/recurrent_kernel`, () => gateRows(recurrentKernel as tf.Tensor2D, gates)),
    ...(bias === undefined ? [] : [graph.weight(layer, `${direction}/bias`, () => gateBiases(bias, gates))]),
  ];
  const sequence = builder.node('Transpose', [graph.channelsLast(input).name], { perm: [1, 0, 2] }); // time first
  const [steps, last] = builder.nodeWithOutputs(operator, [sequence, ...stored], 2, {
    direction,
    hidden_size: settings.units,
    activations: cell.activations(settings).map((name) => ACTIVATIONS[name]),
  }) as [string, string];
  // The second axis of the steps, and the first of the last state, counts directions: always one here.
  const name = settings.returnSequences
    ? builder.node('Transpose', [builder.node('Squeeze', [steps, builder.integers([1])])], { perm: [1, 0, 2] })
    : builder.node('Squeeze', [last, builder.integers([0])]);
  return { name, shape: outputShape, layout: 'channels-last' };
}

/** Kernel [inputs, gates * units] as ONNX has it: [1, gates * units, inputs], the gates in its order. */
function gateRows(kernel: tf.Tensor2D, gates: readonly number[]): tf.Tensor {
  return reordered(kernel.transpose(), gates).expandDims(0);
}

/** ONNX keeps a bias for the input and one for the recurrence, Keras their sum. */
function gateBiases(bias: tf.Tensor, gates: readonly number[]): tf.Tensor {
  return tf.concat([reordered(bias, gates), tf.zerosLike(bias)]).expandDims(0);
}

function reordered(tensor: tf.Tensor, gates: readonly number[]): tf.Tensor {
  const parts = tf.split(tensor, gates.length);
  return tf.concat(gates.map((gate) => parts[gate] as tf.Tensor));
}
