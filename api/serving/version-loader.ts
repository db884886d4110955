import type { Fields } from '../../models/model-family.js';
import { CorruptVersionError, PlatformError } from '../../platform/errors.js';
import type { Manifest } from '../../platform/manifest.js';
import type { ModelRegistry } from '../../platform/model-registry.js';
import type { VectorIndex } from '../../platform/vector-index.js';
import type { Metrics } from '../metrics/metrics.js';
import type { InferenceSetup } from './inference-messages.js';
import { InferencePool } from './inference-pool.js';
import type { AnsweringThread } from './inference-pool.js';
import { inferenceSetup } from './inference-setup.js';
import { InferenceThread } from './inference-thread.js';
import { Predictor } from './predictor.js';
import type { Answer } from './predictor.js';

/** Whether nothing answers until this version does, or another one answers well meanwhile. */
export type Urgency = 'nothing-served' | 'another-served';

/** Makes a published version answer. */
export abstract class VersionLoader {
  /**
   * Verified and warm.
   * @param onItsWay called when only the version's own threads have work to do
   * @throws VersionRefusedError, CorruptVersionError: what no retry mends; others may heal
   */
  abstract load(family: string, version: string, urgency: Urgency, onItsWay?: () => void): Promise<Predictor>;
}

/** Loads versions from the registry into inference threads of their own. */
export class ThreadedVersionLoader extends VersionLoader {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly index: VectorIndex,
    private readonly metrics: Metrics,
    private readonly threads: number,
    private readonly start: (setup: Promise<InferenceSetup>) => Promise<AnsweringThread> = (setup) =>
      InferenceThread.start(setup),
  ) {
    super();
  }

  override async load(family: string, version: string, urgency: Urgency, onItsWay?: () => void): Promise<Predictor> {
    const manifest = await this.registry.manifest(family, version);
    const setup = this.read(manifest);
    const size = this.threads;
    const ready = urgency === 'nothing-served' ? 1 : size; // else the swap would be felt
    const opening = InferencePool.open(family, { size, ready }, () => this.start(setup));
    const warming = setup.then(() => this.warmVectors(manifest, urgency)).finally(onItsWay);
    const [pool, vectors] = await Promise.allSettled([opening, warming]);
    if (pool.status === 'rejected') throw pool.reason;
    if (vectors.status === 'fulfilled') return new PooledPredictor(manifest, pool.value, size, this.metrics);
    await pool.value.close();
    throw vectors.reason;
  }

  /** Every file, checked against the manifest; one after the other, so that requests are answered in between. */
  private async read(manifest: Manifest): Promise<InferenceSetup> {
    const { family, version } = manifest;
    const files = new Map<string, Uint8Array>();
    for (const { name } of manifest.files) files.set(name, await this.registry.readFile(family, version, name));
    return inferenceSetup(manifest, files);
  }

  /**
   * The first question loads the vectors; better now than while somebody waits. A vector database that is away keeps no
   * version from predicting: recommendations say so until it is back. Nor do vectors that are lost, where nothing else
   * predicts; but a version that has its own is not replaced by one without.
   */
  private async warmVectors({ family, version, collection }: Manifest, urgency: Urgency): Promise<void> {
    if (collection === null) return;
    try {
      if (await this.index.has(collection)) await this.index.get(collection, '');
      else if (urgency === 'another-served') throw vectorsMissing(collection);
    } catch (error) {
      const code = error instanceof PlatformError ? error.code : undefined;
      if (code === 'VECTORS_UNAVAILABLE') return;
      if (code !== 'SNAPSHOT_CORRUPT') throw error;
      throw new CorruptVersionError(family, version, (error as PlatformError).message);
    }
  }
}

/** Not for good: they may be copied or restored. */
function vectorsMissing(collection: string): PlatformError {
  return new PlatformError('VECTORS_MISSING', 503, `its vectors are missing: there is no collection ${collection}`);
}

/** Measured: a thread's JavaScript, image decoder and what ONNX Runtime works in; and the graph, read and unfolded. */
const THREAD_BYTES = 60 * 1024 * 1024;
const GRAPHS_A_THREAD = 2;

class PooledPredictor extends Predictor {
  override readonly family: string;
  override readonly version: string;
  override readonly collection: string | null;

  override readonly memoryBytes: number;

  constructor(
    { family, version, collection, files }: Manifest,
    private readonly pool: InferencePool,
    threads: number,
    private readonly metrics: Metrics,
  ) {
    super();
    this.family = family;
    this.version = version;
    this.collection = collection;
    const graph = files.find(({ name }) => name === 'model.onnx')?.size ?? 0;
    this.memoryBytes = threads * (THREAD_BYTES + GRAPHS_A_THREAD * graph);
  }

  override async predict(fields: Fields): Promise<Answer> {
    const { family, version } = this;
    const end = this.metrics.inferenceSeconds.startTimer({ family });
    this.metrics.queueLength.set({ family }, this.pool.queueLength);
    const answer = await this.pool.answer(fields);
    end();
    this.metrics.predictions.inc({ family, version });
    return answer;
  }

  override close(): Promise<void> {
    return this.pool.close();
  }
}
