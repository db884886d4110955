import type { Fields } from '../../models/model-family.js';
import type { Golden } from '../../platform/golden.js';
import type { Answer } from './predictor.js';

/** What an inference thread starts with. */
export interface InferenceSetup {
  readonly family: string;
  readonly vocabulary: unknown;
  /** The ONNX file. */
  readonly model: Uint8Array;
  readonly golden: Golden;
}

/** To the thread: a batch to answer, or the request to end. */
export type InferenceRequest = { readonly batch: readonly Fields[] } | 'end';

/** From the thread. Batches are answered one at a time, in the order they were asked. */
export type InferenceReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'answers'; readonly outcomes: readonly Outcome[] };

/** Errors lose their class on the way between threads, so they travel as what they say. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'invalid-input'; readonly code: string; readonly field: string; readonly message: string }
  | { readonly kind: 'failure'; readonly message: string };
