import { Tensor } from 'onnxruntime-node';
import type { InferenceSession } from 'onnxruntime-node';
import type { Feeds, Outputs } from '../models/model-family.js';
import { openSession } from './open-session.js';
import type { SessionOptions } from './open-session.js';

/** A version's model.onnx in this process, answering as the API will: to measure it and to record what it says. */
export class ServedGraph {
  private constructor(private readonly session: InferenceSession) {}

  static async open(model: Uint8Array, options: SessionOptions = {}): Promise<ServedGraph> {
    return new ServedGraph(await openSession(model, options));
  }

  /** Names of what it has to be fed. */
  get inputs(): readonly string[] {
    return this.session.inputNames;
  }

  async answer(feeds: Feeds): Promise<Outputs> {
    const tensors = Object.entries(feeds).map(([name, { dtype, data, shape }]) => {
      return [name, new Tensor(dtype, data, [1, ...shape])] as const;
    });
    const outputs = await this.session.run(Object.fromEntries(tensors));
    return Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [name, Float32Array.from(tensor.data as Float32Array)]),
    );
  }

  /** Native memory: nothing frees it otherwise. */
  close(): Promise<void> {
    return this.session.release();
  }
}
