import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Worker } from '@temporalio/worker';
import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { MemoryVectorIndex } from '../../platform/memory-vector-index.js';
import { ModelRegistry } from '../../platform/model-registry.js';
import { AnalysisStore } from '../../platform/videos/analysis-store.js';
import { UploadStore } from '../../platform/videos/upload-store.js';
import type { AnalysisPorts } from '../../video/analyze-video.js';
import { NO_LABELS } from '../../video/shot-labeller.js';
import { ANALYZE_WORKFLOW, analyzeWorkflowId } from '../../workflows/analyzing.js';
import type { AnalyzeOutcome, AnalyzeRequest } from '../../workflows/analyzing.js';
import { analysisWorker, orchestrationWorker } from '../../workflows/task-workers.js';
import { BUILT_WORKFLOWS } from '../support/built-workflows.js';
import { FFMPEG } from './made-clips.js';

export type Analyze = (request: AnalyzeRequest) => Promise<AnalyzeOutcome>;

/** Both workers that an analysis needs, in this process, over stores in memory and a real Temporal. */
export class AnalysisBench {
  readonly store = new MemoryArtifactStore();
  readonly uploads = new UploadStore(this.store);
  readonly analyses = new AnalysisStore(this.store);
  /** What a spec may change before an analysis. */
  readonly ports: { -readonly [Port in keyof AnalysisPorts]: AnalysisPorts[Port] } = {
    uploads: this.uploads,
    analyses: this.analyses,
    findFfmpeg: () => Promise.resolve(FFMPEG!),
    openLabeller: () => Promise.resolve(NO_LABELS),
  };
  private workers: Worker[] = [];
  private running: Promise<void>[] = [];

  constructor(private readonly temporal: TestWorkflowEnvironment) {}

  async startWorkers(): Promise<void> {
    const place = { connection: this.temporal.nativeConnection, namespace: 'default' };
    const videos = { ...this.ports, analysisTaskQueue: 'looking', heartbeatTimeoutSeconds: 5 };
    const index = new MemoryVectorIndex(this.store);
    const ports = {
      store: this.store,
      index,
      registry: new ModelRegistry(this.store),
      trainingTaskQueue: 'none',
      videos,
    };
    this.workers = [
      await orchestrationWorker({ ...place, taskQueue: 'videos' }, ports, BUILT_WORKFLOWS),
      await analysisWorker({ ...place, taskQueue: 'looking' }, this.ports),
    ];
    this.running = this.workers.map((worker) => worker.run());
  }

  async stopWorkers(): Promise<void> {
    for (const worker of this.workers) worker.shutdown();
    await Promise.all(this.running);
  }

  async upload(file: string): Promise<string> {
    const bytes = await readFile(file);
    const { id } = await this.uploads.create({ name: basename(file), size: bytes.length });
    await this.uploads.append(
      id,
      0,
      (async function* () {
        yield await Promise.resolve(bytes);
      })(),
    );
    return id;
  }

  /** @returns the analysis, and the run that makes it */
  async start(uploadId: string) {
    const { id } = await this.analyses.create(await this.uploads.upload(uploadId));
    const options = { workflowId: analyzeWorkflowId(id), taskQueue: 'videos', args: [{ id }] as [AnalyzeRequest] };
    return { id, run: await this.temporal.client.workflow.start<Analyze>(ANALYZE_WORKFLOW, options) };
  }
}
