import type * as tf from '@tensorflow/tfjs';
import type { LayerExporter, LayerExporters } from './layer-exporter.js';
import { activations } from './layers/activation.js';
import { convolutions } from './layers/convolution.js';
import { dense } from './layers/dense.js';
import { embeddings } from './layers/embedding.js';
import { identities } from './layers/identity.js';
import { merges } from './layers/merge.js';
import { normalizations } from './layers/normalization.js';
import { poolings } from './layers/pooling.js';
import { recurrences } from './layers/recurrent.js';
import { resizings } from './layers/resizing.js';
import { shapings } from './layers/shaping.js';
import { UnsupportedLayerError } from './unsupported-layer-error.js';

const EXPORTERS: LayerExporters = {
  ...activations,
  ...convolutions,
  ...dense,
  ...embeddings,
  ...identities,
  ...merges,
  ...normalizations,
  ...poolings,
  ...recurrences,
  ...resizings,
  ...shapings,
};

/** Names of every layer class that can be exported. */
export const SUPPORTED_LAYERS: readonly string[] = Object.keys(EXPORTERS).sort();

export function exporterOf(layer: tf.layers.Layer): LayerExporter {
  const exporter = EXPORTERS[layer.getClassName()];
  if (exporter !== undefined) return exporter;
  throw new UnsupportedLayerError(
    layer,
    `no exporter knows ${layer.getClassName()}. Write one in training/onnx/layers/ or build the network from ${SUPPORTED_LAYERS.join(', ')}`,
  );
}
