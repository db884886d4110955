import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ArtifactStore } from '../artifact-store.js';
import { ArtifactNotFoundError, PlatformError } from '../errors.js';
import { jsonBytes } from '../json-bytes.js';
import type { ExperimentPlan } from './definition.js';
import { ExperimentIdSchema, ExperimentRecordSchema, FoldOutcomeSchema } from './experiment.js';
import type { ExperimentEnding, ExperimentRecord, FoldOutcome, FoldPlace } from './experiment.js';
import { ExperimentReportSchema } from './report.js';
import type { ExperimentReport } from './report.js';

const RECORDS = 'experiment-records/'; // beside the files: a list of records must not walk past every checkpoint

export class ExperimentNotFoundError extends PlatformError {
  constructor(id: string) {
    super('EXPERIMENT_NOT_FOUND', 404, `No experiment ${id}`, 'id');
  }
}

/** What is kept of experiments, over any ArtifactStore: a record of each, what every training answered, and the report. */
export class ExperimentStore {
  constructor(
    private readonly store: ArtifactStore,
    private readonly now: () => number = Date.now,
  ) {}

  async create(plan: ExperimentPlan): Promise<ExperimentRecord> {
    const createdAt = new Date(this.now()).toISOString();
    const time = createdAt.replace(/\.\d+Z$/, 'Z').replaceAll(/[-:]/g, '');
    const record: ExperimentRecord = {
      ...{ id: `${time}-${randomUUID().slice(0, 8)}`, plan, createdAt },
      ...{ status: 'running', endedAt: null, failure: null, winner: null, publication: null },
    };
    await this.store.put(recordKey(record.id), jsonBytes(record), { ifNoneMatch: '*' });
    return record;
  }

  /** @throws ExperimentNotFoundError */
  async record(id: string): Promise<ExperimentRecord> {
    return orNotFound(id, await this.read(recordKey(id), ExperimentRecordSchema));
  }

  /** Newest first. */
  async records(): Promise<ExperimentRecord[]> {
    const records: ExperimentRecord[] = [];
    for await (const { key } of this.store.list(RECORDS)) {
      const record = await this.read(key, ExperimentRecordSchema);
      if (record !== undefined) records.push(record); // else removed while we listed
    }
    return records.reverse(); // an id begins with its time
  }

  /** How it ended; nothing for an experiment that was removed meanwhile. */
  async end(id: string, ending: ExperimentEnding): Promise<void> {
    const record = await this.read(recordKey(id), ExperimentRecordSchema);
    if (record === undefined) return;
    const endedAt = new Date(this.now()).toISOString();
    await this.store.put(recordKey(id), jsonBytes({ ...record, ...ending, endedAt }));
  }

  async remove(id: string): Promise<void> {
    await this.store.delete(recordKey(id)); // first: from here on it does not exist
    for await (const { key } of this.store.list(fileKey(id, ''))) await this.store.delete(key);
  }

  /** @param answers probabilities of what the fold was asked, float32 [asked, labels] */
  async writeFold(place: FoldPlace, answers: Float32Array, outcome: FoldOutcome): Promise<void> {
    const { buffer, byteOffset, byteLength } = answers;
    await this.store.put(`${foldKey(place, 'answers')}.f32`, new Uint8Array(buffer, byteOffset, byteLength));
    await this.store.put(`${foldKey(place, 'answers')}.json`, jsonBytes(outcome)); // last: without it the fold is not done
  }

  /** undefined for a training that has not ended. */
  foldOutcome(place: FoldPlace): Promise<FoldOutcome | undefined> {
    return this.read(`${foldKey(place, 'answers')}.json`, FoldOutcomeSchema);
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

  async writeReport(id: string, report: ExperimentReport): Promise<void> {
    await this.store.put(fileKey(id, 'report.json'), jsonBytes(report));
  }

  /** undefined until every arm has been measured. */
  report(id: string): Promise<ExperimentReport | undefined> {
    return this.read(fileKey(id, 'report.json'), ExperimentReportSchema);
  }

  private async read<Value>(key: string, schema: z.ZodType<Value>): Promise<Value | undefined> {
    try {
      return schema.parse(JSON.parse(new TextDecoder().decode((await this.store.get(key)).bytes)));
    } catch (error) {
      if (error instanceof ArtifactNotFoundError) return undefined;
      throw error;
    }
  }
}

/** The folder of a training's checkpoints. */
export function checkpointsFolder(place: FoldPlace): string {
  return foldKey(place, 'checkpoints');
}

function foldKey({ experiment, arm, seed, fold }: FoldPlace, kind: 'answers' | 'checkpoints' | 'runs'): string {
  return fileKey(experiment, [kind, arm, seed, fold].join('/'));
}

function recordKey(id: string): string {
  return `${RECORDS}${checked(id)}.json`;
}

function fileKey(id: string, name: string): string {
  return `experiments/${checked(id)}/${name}`;
}

function checked(id: string): string {
  return orNotFound(id, ExperimentIdSchema.safeParse(id).data);
}

function orNotFound<Value>(id: string, value: Value | undefined): Value {
  if (value === undefined) throw new ExperimentNotFoundError(id);
  return value;
}
