import { z } from 'zod';
import { channelsLast, readConfig } from '../layer-config.js';
import type { LayerExporter, LayerExporters } from '../layer-exporter.js';

const pair = z.tuple([z.number(), z.number()]);
const UpSamplingSchema = z.object({
  size: pair,
  interpolation: z.enum(['nearest', 'bilinear']),
  dataFormat: channelsLast,
});

/** TensorFlow.js maps pixel corners, not centres: what ONNX calls asymmetric. */
const upSampling: LayerExporter = ({ graph, layer, input, outputShape }) => {
  const { size, interpolation } = readConfig(layer, UpSamplingSchema);
  const arranged = graph.channelsFirst(input);
  const attributes = {
    coordinate_transformation_mode: 'asymmetric',
    mode: interpolation === 'nearest' ? 'nearest' : 'linear',
    nearest_mode: 'floor',
  };
  const inputs = [arranged.name, '', graph.builder.floats([1, 1, ...size])];
  return graph.apply('Resize', arranged, inputs, attributes, outputShape);
};

const zeroPadding: LayerExporter = ({ graph, layer, input, outputShape }) => {
  const { padding } = readConfig(layer, z.object({ padding: z.tuple([pair, pair]), dataFormat: channelsLast }));
  const [[top, bottom], [left, right]] = padding;
  const arranged = graph.channelsFirst(input);
  const pads = graph.builder.integers([0, 0, top, left, 0, 0, bottom, right]);
  return graph.apply('Pad', arranged, [arranged.name, pads], {}, outputShape);
};

export const resizings: LayerExporters = { UpSampling2D: upSampling, ZeroPadding2D: zeroPadding };
