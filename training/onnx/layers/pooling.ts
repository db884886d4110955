import { z } from 'zod';
import { channelsLast, readConfig, sizes } from '../layer-config.js';
import type { LayerExporter, LayerExporters } from '../layer-exporter.js';
import { paddingOf } from '../padding.js';

const WindowSchema = z.object({
  poolSize: sizes,
  strides: sizes,
  padding: z.enum(['same', 'valid']),
  dataFormat: channelsLast,
});

/** Averages leave padding out of the count, in TensorFlow as by ONNX's default. */
const windowed =
  (operator: 'MaxPool' | 'AveragePool'): LayerExporter =>
  ({ graph, layer, input, outputShape }) => {
    const { poolSize: size, strides, padding } = readConfig(layer, WindowSchema);
    const arranged = graph.channelsFirst(input);
    const dilations = size.map(() => 1);
    const pads = paddingOf(layer, { padding, size, strides, dilations }, input.shape.slice(1, -1));
    return graph.apply(operator, arranged, [arranged.name], { kernel_shape: size, strides, ...pads }, outputShape);
  };

const global =
  (pool: 'GlobalMaxPool' | 'GlobalAveragePool', reduce: 'ReduceMax' | 'ReduceMean'): LayerExporter =>
  ({ graph, layer, input, outputShape }) => {
    readConfig(layer, z.object({ dataFormat: channelsLast }));
    if (input.layout === 'channels-last') {
      const axes = input.shape.slice(1, -1).map((_, index) => index + 1);
      return graph.apply(reduce, input, [input.name], { axes, keepdims: 0 }, outputShape);
    }
    const pooled = graph.builder.node('Flatten', [graph.builder.node(pool, [input.name])], { axis: 1 });
    return { name: pooled, shape: outputShape, layout: 'channels-last' };
  };

const globalAverage = global('GlobalAveragePool', 'ReduceMean');
const globalMaximum = global('GlobalMaxPool', 'ReduceMax');

export const poolings: LayerExporters = {
  MaxPooling1D: windowed('MaxPool'),
  MaxPooling2D: windowed('MaxPool'),
  AveragePooling1D: windowed('AveragePool'),
  AveragePooling2D: windowed('AveragePool'),
  GlobalAveragePooling1D: globalAverage,
  GlobalAveragePooling2D: globalAverage,
  GlobalMaxPooling1D: globalMaximum,
  GlobalMaxPooling2D: globalMaximum,
};
