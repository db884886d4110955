import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import type { ArtifactStore } from '../../platform/artifact-store.js';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { MemoryVectorIndex } from '../../platform/memory-vector-index.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import type { VectorIndex } from '../../platform/vector-index.js';
import type { PromotionWebhook } from '../../platform/promotion-webhook.js';
import { PROGRESS_QUERY, RETRAIN_WORKFLOW } from '../../workflows/retraining.js';
import type { RetrainOutcome, RetrainProgress, RetrainRequest } from '../../workflows/retraining.js';
import { orchestrationWorker, trainingWorker } from '../../workflows/task-workers.js';
import { BUILT_WORKFLOWS } from '../support/built-workflows.js';
import { ScriptedSteps } from './scripted-steps.js';

export const FAMILY = 'tiny';

let benches = 0;

export type Retraining = WorkflowHandle<(request: RetrainRequest) => Promise<RetrainOutcome>>;

/** Both workers of an installation on a real Temporal server; what they keep is in this process's memory by default. */
export class RetrainingBench {
  readonly taskQueue = `spec-${++benches}`;
  readonly index: VectorIndex;
  readonly registry: ModelRegistry;
  readonly steps: ScriptedSteps;
  /** Who is told of promotions, if anybody is; to be set before the workers start. */
  webhook: PromotionWebhook | undefined;
  #workers: Worker[] = [];
  #running: Promise<unknown> = Promise.resolve();
  #started = 0;

  constructor(
    private readonly temporal: Pick<TestWorkflowEnvironment, 'client' | 'nativeConnection' | 'namespace'>,
    readonly store: ArtifactStore = new MemoryArtifactStore(),
  ) {
    this.index = new MemoryVectorIndex(store);
    this.registry = new ModelRegistry(store);
    this.steps = new ScriptedSteps(this.registry, store, this.index);
  }

  get client(): Client {
    return this.temporal.client;
  }

  async startWorkers(): Promise<void> {
    const { nativeConnection: connection, namespace = 'default' } = this.temporal;
    const { taskQueue } = this;
    const trainingTaskQueue = `${taskQueue}-training`;
    this.#workers = [
      await orchestrationWorker(
        { connection, namespace, taskQueue },
        { ...this, trainingTaskQueue, heartbeatTimeoutSeconds: 20 },
        BUILT_WORKFLOWS,
      ),
      await trainingWorker({ connection, namespace, taskQueue: trainingTaskQueue }, this.steps),
    ];
    this.#running = Promise.all(this.#workers.map((worker) => worker.run()));
  }

  async stopWorkers(): Promise<void> {
    for (const worker of this.#workers) worker.shutdown();
    await this.#running;
  }

  start(request: Partial<RetrainRequest> = {}): Promise<Retraining> {
    return this.client.workflow.start(RETRAIN_WORKFLOW, {
      taskQueue: this.taskQueue,
      workflowId: `retrain-${FAMILY}-${this.taskQueue}-${++this.#started}`,
      args: [{ family: FAMILY, ...request }],
    });
  }

  /** Retrains and expects a published version. */
  async publish(request: Partial<RetrainRequest> = {}): Promise<RetrainOutcome & { status: 'published' }> {
    const outcome = await (await this.start(request)).result();
    if (outcome.status !== 'published') throw new Error(`Not published: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  progress(retraining: Retraining): Promise<RetrainProgress> {
    return retraining.query<RetrainProgress>(PROGRESS_QUERY);
  }

  /** Every key below the prefixes. */
  async keys(...prefixes: string[]): Promise<string[]> {
    const keys: string[] = [];
    for await (const { key } of this.store.list(''))
      if (prefixes.some((prefix) => key.startsWith(prefix))) keys.push(key);
    return keys;
  }
}
