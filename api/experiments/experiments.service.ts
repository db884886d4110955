import { Injectable } from '@nestjs/common';
import { ExperimentStore } from '../../platform/experiments/experiment-store.js';
import type { ExperimentRecord } from '../../platform/experiments/experiment.js';
import { PlatformError } from '../../platform/errors.js';
import { followRecord } from '../live/follow-record.js';
import { DefinitionFiles } from './definition-files.js';
import { ExperimentRuns } from './experiment-runs.js';
import { reportHtml } from './report-html.js';
import type { Experiment, ExperimentDetails, ExperimentFiles, ExperimentStart } from './experiment.schema.js';

@Injectable()
export class ExperimentsService {
  constructor(
    private readonly experiments: ExperimentStore,
    private readonly files: DefinitionFiles,
    private readonly runs: ExperimentRuns,
  ) {}

  /** @throws PlatformError UNKNOWN_EXPERIMENT, INVALID_EXPERIMENT; TEMPORAL_UNAVAILABLE, and then there is none */
  async start({ name }: ExperimentStart): Promise<Experiment> {
    const record = await this.experiments.create(await this.files.read(name));
    try {
      await this.runs.start(record.id, { id: record.id });
    } catch (error) {
      await this.experiments.remove(record.id);
      throw error;
    }
    return { ...record, progress: null };
  }

  async startable(): Promise<ExperimentFiles> {
    return { files: await this.files.list() };
  }

  /** Newest first. */
  async list(limit: number): Promise<Experiment[]> {
    const records = await this.experiments.records(limit);
    return Promise.all(records.map((record) => this.present(record)));
  }

  /** @throws ExperimentNotFoundError */
  async summary(id: string): Promise<Experiment> {
    return this.present(await this.experiments.record(id));
  }

  /** @throws ExperimentNotFoundError */
  async details(id: string): Promise<ExperimentDetails> {
    const [summary, report] = await Promise.all([this.summary(id), this.experiments.report(id)]);
    return { ...summary, report: report ?? null };
  }

  /** @throws ExperimentNotFoundError; PlatformError REPORT_NOT_READY */
  async reportFile(id: string): Promise<string> {
    const details = await this.details(id);
    if (details.report !== null) return reportHtml(details, details.report);
    throw new PlatformError('REPORT_NOT_READY', 409, `${id} has no report: its arms have not been compared`, 'id');
  }

  /** One that runs is stopped and stays, with what it has found; one that has ended goes. @throws ExperimentNotFoundError */
  async remove(id: string): Promise<void> {
    const isRunning = async () => (await this.experiments.record(id)).status === 'running';
    if (await isRunning()) {
      if (await this.runs.cancel(id)) return;
      if (!(await isRunning())) return; // it ended while somebody wanted to stop it, not to remove it
    }
    await this.experiments.remove(id);
  }

  private async present(written: ExperimentRecord): Promise<Experiment> {
    const readAgain = () => this.experiments.record(written.id);
    const { record, progress } = await followRecord(this.runs, written, readAgain, 'EXPERIMENT_LOST');
    return { ...record, progress };
  }
}
