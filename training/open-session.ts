import '../platform/no-onnx-telemetry.js';
import { InferenceSession } from 'onnxruntime-node';

export interface SessionOptions {
  /** Default: one for each core. */
  readonly threads?: number;
}

/** A session for long work beside other threads: one that spins while it waits costs a quarter more of the processor. */
export function openSession(graph: Uint8Array, { threads }: SessionOptions = {}): Promise<InferenceSession> {
  return InferenceSession.create(graph, {
    ...(threads === undefined ? {} : { intraOpNumThreads: threads, interOpNumThreads: threads }),
    graphOptimizationLevel: 'all',
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}
