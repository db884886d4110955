import { z } from 'zod';
import { readConfig } from '../layer-config.js';
import { weightOf } from '../layer-exporter.js';
import type { LayerExporters } from '../layer-exporter.js';

const INT64 = 7;
// A mask would travel with the tensor to every later layer, which ONNX has no notion of.
const SettingsSchema = z.object({ maskZero: z.literal(false).nullish() });

export const embeddings: LayerExporters = {
  Embedding: ({ graph, layer, input, outputShape }) => {
    readConfig(layer, SettingsSchema);
    const table = graph.weight(layer, 'embeddings', () => weightOf(layer, 'embeddings'));
    const rows = graph.builder.node('Cast', [input.name], { to: INT64 });
    return graph.apply('Gather', input, [table, rows], {}, outputShape);
  },
};
