import '../../platform/no-onnx-telemetry.js';
import { InferenceSession } from 'onnxruntime-node';
import type { z } from 'zod';
import { loadFamily } from '../../models/catalog.js';
import { InvalidInputError } from '../../models/model-family.js';
import type { Codec, Feeds, Fields, ModelFamily, Outputs } from '../../models/model-family.js';
import { groupByShape, stack, unstack } from './feed-batches.js';
import type { InferenceSetup, Outcome } from './inference-messages.js';

/** Threads beside the API's share the cores: within one, a second one would only spin. */
const ONE_THREAD: InferenceSession.SessionOptions = {
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
};

/** A version in ONNX Runtime: raw fields in, answers out. Everything here blocks its thread, which is not the API's. */
export class OnnxModel {
  private constructor(
    readonly family: ModelFamily,
    private readonly codec: Codec,
    private readonly session: InferenceSession,
    private readonly takesOne = takesOneAtATime(session),
  ) {}

  static async open({ family: name, vocabulary, model }: InferenceSetup): Promise<OnnxModel> {
    const family = await loadFamily(name);
    const known = family.vocabulary.safeParse(vocabulary);
    if (!known.success) throw new Error(`its vocabulary is none of ${name} (${firstIssue(known.error)})`);
    const codec = family.open(known.data);
    return new OnnxModel(family, codec, await InferenceSession.create(model, ONE_THREAD));
  }

  /** One outcome for each of the fields, in their order; what one of them does wrong is no other's loss. */
  async answer(batch: readonly Fields[]): Promise<Outcome[]> {
    const encoded = await Promise.allSettled(batch.map((fields) => this.codec.encode(fields)));
    const outcomes = encoded.map((feeds): Outcome | undefined =>
      feeds.status === 'rejected' ? failureOf(feeds.reason) : undefined,
    );
    const positions = encoded.flatMap((feeds, position) => (feeds.status === 'fulfilled' ? [position] : []));
    const feeds = encoded.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const outputs = await this.run(feeds);
    outputs.forEach((one, index) => (outcomes[positions[index]!] = this.decode(one)));
    return outcomes as Outcome[];
  }

  /** The graph's outputs for each example, in their order. */
  async run(examples: readonly Feeds[]): Promise<Outputs[]> {
    const outputs: Outputs[] = [];
    const groups = this.takesOne ? examples.map((_, position) => [position]) : groupByShape(examples);
    for (const group of groups) {
      const results = await this.session.run(stack(group.map((position) => examples[position]!)));
      group.forEach((position, row) => (outputs[position] = unstack(results, row)));
    }
    return outputs;
  }

  release(): Promise<void> {
    return this.session.release();
  }

  private decode(outputs: Outputs): Outcome {
    const prediction = this.codec.decode(outputs);
    const { embedding } = outputs;
    return { kind: 'answer', answer: embedding ? { prediction, embedding } : { prediction } };
  }
}

/** Graphs that others exported are often made for one picture; ours take as many as there are. */
function takesOneAtATime({ inputMetadata }: InferenceSession): boolean {
  return inputMetadata.some((input) => input.isTensor && input.shape[0] === 1);
}

/** Where it is and what is wrong; a whole ZodError is a page. */
function firstIssue({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.message}`;
}

function failureOf(error: unknown): Outcome {
  if (error instanceof InvalidInputError) {
    const { code, field, message } = error;
    return { kind: 'invalid-input', code, field, message };
  }
  return { kind: 'failure', message: error instanceof Error ? error.message : String(error) };
}
