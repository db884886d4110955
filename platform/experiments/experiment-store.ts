import type { ArtifactStore } from '../artifact-store.js';
import { deleteBelow } from '../delete-below.js';
import { PlatformError } from '../errors.js';
import { findJson } from '../find-json.js';
import { jsonBytes } from '../json-bytes.js';
import { RecordStore } from '../record-store.js';
import type { ExperimentPlan } from './definition.js';
import { ExperimentIdSchema, ExperimentRecordSchema, FoldOutcomeSchema } from './experiment.js';
import type { ExperimentEnding, ExperimentRecord, FoldOutcome, FoldPlace } from './experiment.js';
import { ArmCostSchema, ExperimentReportSchema } from './report.js';
import type { ArmCost, ExperimentReport } from './report.js';

export class ExperimentNotFoundError extends PlatformError {
  constructor(id: string) {
    super('EXPERIMENT_NOT_FOUND', 404, `No experiment ${id}`, 'id');
  }
}

/** What is kept of experiments, over any ArtifactStore: a record of each, what every training answered, and the report. */
export class ExperimentStore {
  private readonly entries: RecordStore<ExperimentRecord>;

  constructor(
    private readonly store: ArtifactStore,
    now: () => number = Date.now,
  ) {
    const kind = { folder: 'experiment-records/', schema: ExperimentRecordSchema, notFound } as const;
    this.entries = new RecordStore(store, kind, now);
  }

  create(plan: ExperimentPlan): Promise<ExperimentRecord> {
    return this.entries.create({ plan, status: 'running', failure: null, winner: null, publication: null });
  }

  /** @throws ExperimentNotFoundError */
  record(id: string): Promise<ExperimentRecord> {
    return this.entries.read(id);
  }

  /** Newest first. */
  records(limit?: number): Promise<ExperimentRecord[]> {
    return this.entries.newest(limit);
  }

  /** How it ended; nothing for an experiment that was removed meanwhile. */
  end(id: string, ending: ExperimentEnding): Promise<void> {
    return this.entries.end(id, ending);
  }

  /** Its record, and all that was learned and measured. */
  async remove(id: string): Promise<void> {
    await deleteBelow(this.store, fileKey(id, ''));
    await this.entries.remove(id); // last: a removal that is cut short can be asked for again
  }

  /** @param answers probabilities of what the fold was asked, float32 [asked, labels] */
  async writeFold(place: FoldPlace, answers: Float32Array, outcome: FoldOutcome): Promise<void> {
    const { buffer, byteOffset, byteLength } = answers;
    await this.store.put(`${foldKey(place, 'answers')}.f32`, new Uint8Array(buffer, byteOffset, byteLength));
    await this.store.put(`${foldKey(place, 'answers')}.json`, jsonBytes(outcome)); // last: without it the fold is not done
  }

  /** undefined for a training that has not ended. */
  async foldOutcome(place: FoldPlace): Promise<FoldOutcome | undefined> {
    return (await findJson(this.store, `${foldKey(place, 'answers')}.json`, FoldOutcomeSchema))?.value;
  }

  /** float32 [asked, labels] @throws ArtifactNotFoundError */
  async foldAnswers(place: FoldPlace): Promise<Float32Array> {
    const { bytes } = await this.store.get(`${foldKey(place, 'answers')}.f32`);
    return new Float32Array(Uint8Array.from(bytes).buffer);
  }

  /** Curves and distributions, for TensorBoard. @param name of the event file */
  async writeEvents(place: FoldPlace, name: string, bytes: Uint8Array): Promise<void> {
    await this.store.put(`${foldKey(place, 'runs')}/${name}`, bytes);
  }

  async writeModel(id: string, arm: string, bytes: Uint8Array): Promise<void> {
    await this.store.put(fileKey(id, `models/${arm}.onnx`), bytes);
  }

  /** Last of what is kept of an arm: it has been measured. */
  async writeCost(id: string, arm: string, cost: ArmCost): Promise<void> {
    await this.store.put(costKey(id, arm), jsonBytes(cost));
  }

  /** undefined for an arm that has not been measured. */
  async cost(id: string, arm: string): Promise<ArmCost | undefined> {
    return (await findJson(this.store, costKey(id, arm), ArmCostSchema))?.value;
  }

  /** What trainings go on from. @param arm of one arm only */
  async removeCheckpoints(id: string, arm?: string): Promise<void> {
    await deleteBelow(this.store, fileKey(id, arm === undefined ? 'checkpoints/' : `checkpoints/${arm}/`));
  }

  async writeReport(id: string, report: ExperimentReport): Promise<void> {
    await this.store.put(fileKey(id, 'report.json'), jsonBytes(report));
  }

  /** undefined until every arm has been measured. */
  async report(id: string): Promise<ExperimentReport | undefined> {
    return (await findJson(this.store, fileKey(id, 'report.json'), ExperimentReportSchema))?.value;
  }
}

/** The folder of a training's checkpoints. */
export function checkpointsFolder(place: FoldPlace): string {
  return foldKey(place, 'checkpoints');
}

function foldKey({ experiment, arm, seed, fold }: FoldPlace, kind: 'answers' | 'checkpoints' | 'runs'): string {
  return fileKey(experiment, [kind, arm, seed, fold].join('/'));
}

function costKey(id: string, arm: string): string {
  return fileKey(id, `models/${arm}.json`);
}

function fileKey(id: string, name: string): string {
  if (!ExperimentIdSchema.safeParse(id).success) throw notFound(id);
  return `experiments/${id}/${name}`;
}

function notFound(id: string): ExperimentNotFoundError {
  return new ExperimentNotFoundError(id);
}
