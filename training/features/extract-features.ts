import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FieldValue } from '../../models/model-family.js';
import { sha256 } from '../../platform/content-hash.js';
import { PlatformError } from '../../platform/errors.js';
import { filmHash, filmStill } from '../clips/film-still.js';
import type { PreparedExample } from '../prepared-dataset.js';
import type { StepContext } from '../retraining-steps.js';
import type { Extractor } from './extractor.js';
import { FeatureCache, readFeatures } from './feature-cache.js';
import type { FeaturePlace } from './feature-cache.js';
import { DenseTable } from './feature-table.js';

const MOST_BATCHES_A_SEGMENT = 16; // so many batches are lost at most when the process is killed
const LARGEST_SEGMENT_BYTES = 64 * 1024 ** 2; // it is put together in memory

export type PreparedField = PreparedExample['fields'][string];

export interface FeatureRequest {
  /** One value per example, in the order of the table's rows. */
  readonly fields: readonly PreparedField[];
  /** For progress: "posters", "plots". */
  readonly noun: string;
  readonly dataFolder: string;
  /** Where features are kept between runs. */
  readonly featuresFolder: string;
}

/** The features of these values as one table. */
export async function extractFeatures(
  extractor: Extractor,
  request: FeatureRequest,
  context: StepContext,
): Promise<DenseTable> {
  const places = await extractPlaces(extractor, request, context);
  const width = widthOf(extractor);
  const values = new Float32Array(places.length * width);
  places.forEach((place, row) => readFeatures(place, 0, values.subarray(row * width, (row + 1) * width)));
  return new DenseTable(values, extractor.shape);
}

/** Where the features of each value lie: in the cache where its content was seen before, put there by the extractor otherwise. */
export async function extractPlaces(
  extractor: Extractor,
  { fields, noun, dataFolder, featuresFolder }: FeatureRequest,
  { report, signal }: StepContext,
): Promise<FeaturePlace[]> {
  const width = widthOf(extractor);
  const wanted = new Set(fields.map((field) => field.sha256));
  const cache = await FeatureCache.open(join(featuresFolder, extractor.name), width, wanted);
  const missing = missingFields(fields, cache);
  const startedAt = performance.now();
  const batches = Math.floor(LARGEST_SEGMENT_BYTES / (extractor.batchSize * width * 4));
  const segmentSize = extractor.batchSize * Math.max(1, Math.min(MOST_BATCHES_A_SEGMENT, batches));
  for (let start = 0; start < missing.length; start += segmentSize) {
    const segment = missing.slice(start, start + segmentSize);
    const features = new Float32Array(segment.length * width);
    let batchStart = 0;
    for await (const values of batchesAhead(segment, extractor.batchSize, dataFolder, signal)) {
      features.set(await extractor.extract(values), batchStart * width);
      batchStart += values.length;
      const done = start + batchStart;
      const secondsEach = (performance.now() - startedAt) / 1000 / done;
      const known = fields.length - missing.length;
      report({
        detail: `features of ${(known + done).toLocaleString('en')} of ${fields.length.toLocaleString('en')} ${noun}`,
        secondsLeft: secondsEach * (missing.length - done),
      });
    }
    await cache.add(
      segment.map((field) => field.sha256),
      features,
    );
  }
  return fields.map((field) => cache.placeOf(field.sha256)!);
}

/** Each content once, texts by length: a batch is padded to its longest. */
function missingFields(fields: readonly PreparedField[], cache: FeatureCache): PreparedField[] {
  const distinct = new Map(fields.map((field) => [field.sha256, field]));
  const lengthOf = (field: PreparedField) => ('text' in field ? field.text.length : 0);
  return [...distinct.values()].filter((field) => !cache.has(field.sha256)).sort((a, b) => lengthOf(a) - lengthOf(b));
}

/** Reads the next batch while the current one is worked on. */
async function* batchesAhead(
  fields: readonly PreparedField[],
  size: number,
  dataFolder: string,
  signal: AbortSignal,
): AsyncGenerator<FieldValue[]> {
  const read = (start: number) =>
    Promise.all(fields.slice(start, start + size).map((field) => readField(field, dataFolder)));
  let next = read(0);
  for (let start = size; ; start += size) {
    signal.throwIfAborted();
    const batch = await next;
    if (start >= fields.length) {
      yield batch;
      return;
    }
    next = read(start);
    next.catch(() => undefined); // reported when its turn comes, even if that is after an error of this batch
    yield batch;
  }
}

/** @throws PlatformError DATASET_CHANGED when the file is no longer what the dataset was hashed with */
export async function readField(field: PreparedField, dataFolder: string): Promise<FieldValue> {
  if ('text' in field) return field.text;
  const bytes = await readFile(join(dataFolder, field.file));
  const content = sha256(bytes);
  if (field.filmed && filmHash(content, field.filmed) === field.sha256) return filmStill(bytes, field.filmed);
  if (content === field.sha256) return bytes;
  throw new PlatformError('DATASET_CHANGED', 409, `${field.file} has changed since the dataset was prepared`);
}

function widthOf({ shape }: Extractor): number {
  return shape.reduce((product, size) => product * size, 1);
}
