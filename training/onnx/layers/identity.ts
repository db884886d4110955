import type { LayerExporter, LayerExporters } from '../layer-exporter.js';

const passOn: LayerExporter = ({ input }) => input;

/** What only does something while training. */
export const identities: LayerExporters = {
  AlphaDropout: passOn,
  Dropout: passOn,
  GaussianDropout: passOn,
  GaussianNoise: passOn,
  SpatialDropout1D: passOn,
};
