import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { readConfig } from '../layer-config.js';
import { weightOf } from '../layer-exporter.js';
import type { LayerCall, LayerExporter, LayerExporters } from '../layer-exporter.js';
import { UnsupportedLayerError } from '../unsupported-layer-error.js';

const NormalizationSchema = z.object({
  axis: z.union([
    z.number(),
    z
      .array(z.number())
      .length(1)
      .transform(([axis]) => axis as number),
  ]),
  epsilon: z.number(),
  center: z.boolean(),
  scale: z.boolean(),
});
type Normalization = z.infer<typeof NormalizationSchema>;

const batchNormalization: LayerExporter = (call) => {
  const settings = readLastAxis(call);
  const input = call.graph.channelsFirst(call.input);
  const statistics = ['moving_mean', 'moving_variance'].map((role) =>
    call.graph.weight(call.layer, role, () => weightOf(call.layer, role)),
  );
  return call.graph.apply('BatchNormalization', input, [input.name, ...affine(call, settings), ...statistics], {
    epsilon: { float: settings.epsilon },
  });
};

const layerNormalization: LayerExporter = (call) => {
  const settings = readLastAxis(call);
  const input = call.graph.channelsLast(call.input);
  return call.graph.apply('LayerNormalization', input, [input.name, ...affine(call, settings)], {
    axis: -1,
    epsilon: { float: settings.epsilon },
  });
};

const rescaling: LayerExporter = ({ graph, layer, input }) => {
  const { scale, offset } = readConfig(layer, z.object({ scale: z.number(), offset: z.number().default(0) }));
  const scaled = graph.apply('Mul', input, [input.name, graph.builder.scalar(scale)]);
  return offset === 0 ? scaled : graph.apply('Add', scaled, [scaled.name, graph.builder.scalar(offset)]);
};

function readLastAxis({ layer, input }: LayerCall): Normalization {
  const settings = readConfig(layer, NormalizationSchema);
  if (settings.axis === -1 || settings.axis === input.shape.length - 1) return settings;
  throw new UnsupportedLayerError(layer, `it normalises axis ${settings.axis}; only the last axis is supported`);
}

/** ONNX wants scale and shift always; Keras leaves out the ones that do nothing. */
function affine({ graph, layer, input }: LayerCall, { scale, center }: Normalization): string[] {
  const channels = input.shape.at(-1) as number;
  return [
    graph.weight(layer, 'gamma', () => (scale ? weightOf(layer, 'gamma') : tf.ones([channels]))),
    graph.weight(layer, 'beta', () => (center ? weightOf(layer, 'beta') : tf.zeros([channels]))),
  ];
}

export const normalizations: LayerExporters = {
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Rescaling: rescaling,
};
