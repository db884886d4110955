import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { openStores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { RETRAIN_WORKFLOW } from '../../workflows/retraining.js';
import type { RetrainRequest } from '../../workflows/retraining.js';
import { eventually } from '../retraining/eventually.js';
import { weightsOf } from '../retraining/weights.js';
import { WorkerProcess } from '../retraining/worker-process.js';
import type { WorkerRole } from '../retraining/worker-process.js';
import type { Retraining } from '../retraining/retraining-bench.js';

export const FAMILY = 'poster-genre';
export const EPOCHS = 12;
// A low rate and much patience: every epoch is run, and none has learned everything.
const hyperparameters = { epochs: EPOCHS, patience: EPOCHS, batchSize: 32, hiddenUnits: 64, learningRate: 0.00005 };

const START_SECONDS = 180; // where others compute beside it a start takes long, and is no fault
let installations = 0;

/** A home, task queues and worker processes of its own, on a Temporal server that others may use too. */
export class Installation {
  readonly #queue = `faults-${process.pid}-${++installations}`;
  readonly #workers: WorkerProcess[] = [];
  #runs = 0;

  private constructor(
    private readonly home: string,
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  /** @param settings TEMPORAL_ADDRESS, MARQUEE_DATA, and whatever is to differ from the defaults */
  static async create(settings: Readonly<Record<string, string>>): Promise<Installation> {
    const home = await mkdtemp(join(tmpdir(), 'marquee-faults-'));
    return new Installation(home, { ...settings, MARQUEE_HOME: home });
  }

  /** Starts a worker and waits until it waits for work. */
  async startWorker(role: WorkerRole = 'all'): Promise<WorkerProcess> {
    const queues = { MARQUEE_TASK_QUEUE: this.#queue, MARQUEE_TRAINING_TASK_QUEUE: `${this.#queue}-training` };
    const worker = new WorkerProcess(role, { ...this.environment, ...queues });
    this.#workers.push(worker);
    await eventually(
      () => (worker.isReady ? 'ready' : worker.log),
      (said) => said === 'ready',
      START_SECONDS,
    );
    return worker;
  }

  /** The same seed and settings every time: every run is to end with the same weights. */
  retrain(client: Client): Promise<Retraining> {
    const request: RetrainRequest = { family: FAMILY, hyperparameters, seed: 5 };
    const workflowId = `retrain-${FAMILY}-${this.#queue}-${++this.#runs}`;
    return client.workflow.start(RETRAIN_WORKFLOW, { taskQueue: this.#queue, workflowId, args: [request] });
  }

  /** Waits for the end of a run. @returns its version @throws Error when there is none */
  async versionOf(retraining: Retraining): Promise<string> {
    const outcome = await retraining.result();
    if (outcome.status === 'published') return outcome.version;
    throw new Error(`${retraining.workflowId} was not published: ${outcome.reason}`);
  }

  weightsOf(version: string): Promise<Float32Array> {
    return weightsOf(this.environment, FAMILY, version);
  }

  async versions(): Promise<string[]> {
    const { registry } = await openStores(readEnvironment(this.environment));
    return registry.versions(FAMILY);
  }

  /** Every artifact key below a prefix. */
  async keys(prefix: string): Promise<string[]> {
    const { store } = await openStores(readEnvironment(this.environment));
    const keys: string[] = [];
    for await (const { key } of store.list(prefix)) keys.push(key);
    return keys;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.end('SIGKILL')));
    await rm(this.home, { recursive: true, force: true });
  }
}
