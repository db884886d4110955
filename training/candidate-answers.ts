import type { ArtifactStore } from '../platform/artifact-store.js';
import type { CandidateRequest } from './retraining-steps.js';

export type AnswerName = 'probabilities' | 'embeddings' | 'objects';
type Run = Pick<CandidateRequest, 'family' | 'version'>;

/** Matrices that one step of a run leaves for a later one and no version keeps, beside the run's checkpoint. */
export class CandidateAnswers {
  constructor(private readonly store: ArtifactStore) {}

  /** @param values float32 [examples, columns] */
  async write(run: Run, name: AnswerName, values: Float32Array): Promise<void> {
    await this.store.put(keyOf(run, name), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  /** @throws ArtifactNotFoundError */
  async read(run: Run, name: AnswerName): Promise<Float32Array> {
    const { bytes } = await this.store.get(keyOf(run, name));
    return new Float32Array(Uint8Array.from(bytes).buffer);
  }
}

function keyOf({ family, version }: Run, name: string): string {
  return `checkpoints/${family}/${version}/${name}`;
}
