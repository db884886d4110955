import type * as tf from '@tensorflow/tfjs';
import type { BackboneReference } from '../platform/manifest.js';
import type { View } from '../models/letterbox.js';
import type { Encoding, Tap } from './network.js';
import type { Extractor, TapExtractor } from './features/extractor.js';

/** The frozen pretrained network in front of a family's own layers, in all the forms that training needs. */
export interface Encoder {
  readonly reference: BackboneReference;
  readonly embeddingSize: number;
  /** To be closed. */
  extractor(encoding: Encoding): Promise<Extractor>;
  /** An image encoder's: what its layers give for a picture seen that way. To be closed. */
  taps?(taps: readonly Tap[], view: View): Promise<TapExtractor>;
  /** An image encoder as a model; undefined for texts. A new one each time, to be disposed. */
  model(): Promise<tf.LayersModel | undefined>;
  /** A text encoder's tokenizer.json; empty for images. */
  readonly tokenizer: Readonly<Record<string, unknown>>;
  /** A text encoder as an ONNX graph, which the exported heads are put on top of; undefined for images. */
  graph(encoding: Encoding): Promise<{ readonly bytes: Uint8Array; readonly output: string } | undefined>;
}
