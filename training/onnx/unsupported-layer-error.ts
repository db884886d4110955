import { PlatformError } from '../../platform/errors.js';

/** A layer, or one of its settings, that has no counterpart in the exporter. Names the layer, its class and what to do. */
export class UnsupportedLayerError extends PlatformError {
  constructor(layer: { readonly name: string; getClassName(): string }, reason: string) {
    super(
      'UNSUPPORTED_LAYER',
      500,
      `Layer "${layer.name}" (${layer.getClassName()}) cannot be exported to ONNX: ${reason}`,
    );
  }
}
