import { z } from 'zod';
import { channelsLast, readConfig } from '../layer-config.js';
import type { LayerCall, LayerExporter, LayerExporters } from '../layer-exporter.js';
import type { Value } from '../layer-graph.js';
import { UnsupportedLayerError } from '../unsupported-layer-error.js';

/** In ONNX's Reshape 0 keeps a size and -1 takes what is left: the batch is kept, so it may have any size. */
const flatten: LayerExporter = (call) => reshaped(call, [0, -1]);

const reshape: LayerExporter = (call) => {
  const sizes = call.outputShape.slice(1).map((size) => size ?? -1);
  if (sizes.filter((size) => size === -1).length > 1) {
    throw new UnsupportedLayerError(call.layer, 'more than one size of its output is unknown; give the input a shape');
  }
  return reshaped(call, [0, ...sizes]);
};

const permute: LayerExporter = ({ graph, layer, input, outputShape }) => {
  const { dims } = readConfig(layer, z.object({ dims: z.array(z.number()) }));
  const arranged = graph.channelsLast(input);
  return graph.apply('Transpose', arranged, [arranged.name], { perm: [0, ...dims] }, outputShape);
};

const repeatVector: LayerExporter = (call) => {
  const { n } = readConfig(call.layer, z.object({ n: z.number() }));
  const single = reshaped(call, [0, 1, -1]);
  return call.graph.apply('Tile', single, [single.name, call.graph.builder.integers([1, n, 1])]);
};

const CroppingSchema = z.object({
  cropping: z.tuple([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number()])]),
  dataFormat: channelsLast,
});

const cropping: LayerExporter = ({ graph, layer, input, outputShape }) => {
  const { cropping: cut } = readConfig(layer, CroppingSchema);
  const { builder } = graph;
  const axes = input.layout === 'channels-last' ? [1, 2] : [2, 3];
  const starts = cut.map(([before]) => before);
  const ends = cut.map(([, after]) => (after === 0 ? Number.MAX_SAFE_INTEGER : -after));
  const bounds = [starts, ends, axes].map((values) => builder.integers(values));
  return graph.apply('Slice', input, [input.name, ...bounds], {}, outputShape);
};

/** Backwards along the width, to beyond its beginning. */
const mirror: LayerExporter = ({ graph, input, outputShape }) => {
  const { builder } = graph;
  const axis = input.layout === 'channels-last' ? 2 : 3;
  const bounds = [-1, Number.MIN_SAFE_INTEGER, axis, -1].map((value) => builder.integers([value]));
  return graph.apply('Slice', input, [input.name, ...bounds], {}, outputShape);
};

function reshaped({ graph, input, outputShape }: LayerCall, sizes: readonly number[]): Value {
  const arranged = graph.channelsLast(input);
  return graph.apply('Reshape', arranged, [arranged.name, graph.builder.integers(sizes)], {}, outputShape);
}

export const shapings: LayerExporters = {
  Cropping2D: cropping,
  Flatten: flatten,
  Mirror: mirror,
  Permute: permute,
  RepeatVector: repeatVector,
  Reshape: reshape,
};
