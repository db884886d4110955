import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { PlatformError } from '../../platform/errors.js';
import { RETRAIN_WORKFLOW, retrainScheduleId } from '../../workflows/retraining.js';
import type { RetrainRequest } from '../../workflows/retraining.js';
import { InvalidRequestError } from '../errors/api-errors.js';
import type { Families } from '../models/families.js';
import { presentRetraining, presentRow } from './present-retraining.js';
import { presentSchedule } from './present-schedule.js';
import { familyOf, retrainingIdPrefix } from './retraining-id.js';
import type {
  Retraining,
  RetrainingRequest,
  RetrainingSchedule,
  RetrainingStarted,
  RetrainingsQuery,
} from './retraining.schema.js';
import type { TemporalGateway } from './temporal-gateway.js';

export class RetrainingsService {
  /** The last retraining started here, for each family: Temporal's list lags a moment behind. */
  private readonly started = new Map<string, string>();
  /** Families whose retraining is being started right now. */
  private readonly starting = new Set<string>();

  constructor(
    private readonly families: Families,
    private readonly temporal: TemporalGateway,
  ) {}

  /** @throws InvalidRequestError; PlatformError RETRAINING_RUNNING while another one of the family runs */
  async start(name: string, { hyperparameters, seed }: RetrainingRequest): Promise<RetrainingStarted> {
    const { name: family, hyperparameters: schema } = this.families.named(name);
    const problem = schema.safeParse(hyperparameters ?? {}).error?.issues[0];
    if (problem) throw InvalidRequestError.of(problem, 'hyperparameters');
    const id = `${retrainingIdPrefix(family)}${randomUUID().slice(0, 8)}`;
    const request: RetrainRequest = {
      family,
      ...(hyperparameters && { hyperparameters }),
      ...(seed !== undefined && { seed }),
    };
    if (this.starting.has(family)) throw alreadyRunning(family, 'it is being started');
    this.starting.add(family);
    try {
      await this.temporal.ask(async (client) => {
        await this.refuseIfRunning(client, family);
        const options = { workflowId: id, taskQueue: this.temporal.taskQueue, args: [request], memo: { family } };
        this.started.set(family, id); // before: a start may succeed though its answer comes too late
        await client.workflow.start(RETRAIN_WORKFLOW, options);
      });
    } finally {
      this.starting.delete(family);
    }
    return { id, family };
  }

  /** Newest first. */
  async list({ family, limit }: RetrainingsQuery): Promise<Retraining[]> {
    if (family !== undefined) this.families.named(family);
    return this.temporal.ask(async (client) => {
      const found: { readonly execution: WorkflowExecutionInfo; readonly owner: string }[] = [];
      for await (const execution of client.workflow.list({ query: listQuery(family), pageSize: limit })) {
        const owner = familyOf(execution.workflowId, this.familyNames());
        if (owner !== undefined && (family === undefined || owner === family)) found.push({ execution, owner });
        if (found.length === limit) break;
      }
      const presented = found.map(({ execution, owner }) => presentRow(client, execution, owner));
      const retrainings = (await Promise.all(presented)).filter((one) => one !== undefined);
      return retrainings.sort((left, right) => right.startedAt.localeCompare(left.startedAt));
    });
  }

  /** @throws PlatformError RETRAINING_NOT_FOUND */
  async retraining(id: string): Promise<Retraining> {
    const family = this.ownerOf(id);
    return this.temporal.ask(async (client) =>
      presentRetraining(client, await client.workflow.getHandle(id).describe(), family),
    );
  }

  async cancel(id: string): Promise<void> {
    this.ownerOf(id);
    await this.temporal.ask((client) => client.workflow.getHandle(id).cancel());
  }

  close(): Promise<void> {
    return this.temporal.close();
  }

  async schedule(name: string): Promise<RetrainingSchedule> {
    const id = retrainScheduleId(this.families.named(name).name);
    return presentSchedule(await this.temporal.ask((client) => client.schedule.getHandle(id).describe()));
  }

  private async refuseIfRunning(client: Client, family: string): Promise<void> {
    const running = this.started.get(family);
    const candidates = running === undefined ? [] : [running];
    const query = `${listQuery(family)} AND ExecutionStatus = 'Running'`;
    for await (const { workflowId } of client.workflow.list({ query })) candidates.push(workflowId);
    for (const id of candidates.filter((one) => familyOf(one, this.familyNames()) === family)) {
      if (await isRunning(client, id)) throw alreadyRunning(family, id);
    }
    this.started.delete(family); // it is over
  }

  private ownerOf(id: string): string {
    const family = familyOf(id, this.familyNames());
    if (family === undefined) throw new PlatformError('RETRAINING_NOT_FOUND', 404, `No retraining ${id}`, 'id');
    return family;
  }

  private familyNames(): string[] {
    return this.families.all().map(({ name }) => name);
  }
}

/** Not what has expired (Temporal forgets a run some time after its end), nor what never came to be. */
async function isRunning(client: Client, id: string): Promise<boolean> {
  try {
    return (await client.workflow.getHandle(id).describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

function alreadyRunning(family: string, what: string): PlatformError {
  return new PlatformError('RETRAINING_RUNNING', 409, `${family} is being retrained already: ${what}`, 'family');
}

function listQuery(family?: string): string {
  const all = `WorkflowType = '${RETRAIN_WORKFLOW}'`;
  return family === undefined ? all : `${all} AND WorkflowId STARTS_WITH '${retrainingIdPrefix(family)}'`;
}
