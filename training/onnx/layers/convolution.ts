import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { activationName, channelsLast, readConfig, sizes } from '../layer-config.js';
import { weightOf } from '../layer-exporter.js';
import type { LayerCall, LayerExporter, LayerExporters } from '../layer-exporter.js';
import type { Value } from '../layer-graph.js';
import { paddingOf } from '../padding.js';
import { activate } from './activation.js';

const SettingsSchema = z.object({
  kernelSize: sizes,
  strides: sizes,
  padding: z.enum(['same', 'valid']),
  dilationRate: sizes,
  dataFormat: channelsLast,
  activation: activationName,
  useBias: z.boolean(),
});
type Settings = z.infer<typeof SettingsSchema>;

const convolution: LayerExporter = (call) => {
  const settings = readConfig(call.layer, SettingsSchema);
  const convolved = convolve(call, settings, [kernel(call, 'kernel', outFirst), ...bias(call, settings)]);
  return activate(call.graph, convolved, settings.activation, call.layer);
};

const depthwise: LayerExporter = (call) => {
  const settings = readConfig(call.layer, SettingsSchema);
  const weights = [kernel(call, 'depthwise_kernel', perChannel), ...bias(call, settings)];
  return activate(call.graph, convolve(call, settings, weights, channels(call)), settings.activation, call.layer);
};

const separable: LayerExporter = (call) => {
  const settings = readConfig(call.layer, SettingsSchema);
  const spatial = convolve(call, settings, [kernel(call, 'depthwise_kernel', perChannel)], channels(call));
  const mixing = [kernel(call, 'pointwise_kernel', outFirst), ...bias(call, settings)];
  const mixed = call.graph.apply('Conv', spatial, [spatial.name, ...mixing]);
  return activate(call.graph, mixed, settings.activation, call.layer);
};

function convolve(call: LayerCall, settings: Settings, weights: readonly string[], groups = 1): Value {
  const { graph, layer, outputShape } = call;
  const { padding, kernelSize: size, strides, dilationRate: dilations } = settings;
  const input = graph.channelsFirst(call.input);
  const pads = paddingOf(layer, { padding, size, strides, dilations }, input.shape.slice(1, -1));
  const attributes = { kernel_shape: size, strides, dilations, group: groups, ...pads };
  return graph.apply('Conv', input, [input.name, ...weights], attributes, outputShape);
}

function kernel({ graph, layer }: LayerCall, role: string, arrange: (kernel: tf.Tensor) => tf.Tensor): string {
  return graph.weight(layer, role, () => arrange(weightOf(layer, role)));
}

function bias({ graph, layer }: LayerCall, settings: Settings): string[] {
  return settings.useBias ? [graph.weight(layer, 'bias', () => weightOf(layer, 'bias'))] : [];
}

function channels({ input }: LayerCall): number {
  return input.shape.at(-1) as number;
}

/** Keras keeps kernels as [...space, in, out], ONNX as [out, in, ...space]. */
function outFirst(kernel: tf.Tensor): tf.Tensor {
  const space = Array.from({ length: kernel.rank - 2 }, (_, axis) => axis);
  return kernel.transpose([kernel.rank - 1, kernel.rank - 2, ...space]);
}

/** Depthwise [height, width, in, multiplier] becomes one group per input channel: [in * multiplier, 1, height, width]. */
function perChannel(kernel: tf.Tensor): tf.Tensor {
  const [height, width, inputs, multiplier] = kernel.shape as [number, number, number, number];
  return kernel.transpose([2, 3, 0, 1]).reshape([inputs * multiplier, 1, height, width]);
}

export const convolutions: LayerExporters = {
  Conv1D: convolution,
  Conv2D: convolution,
  DepthwiseConv2D: depthwise,
  SeparableConv2D: separable,
};
