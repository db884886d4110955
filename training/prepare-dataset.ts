import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { InvalidDatasetError } from '../models/dataset.js';
import type { Example, FieldSource } from '../models/dataset.js';
import type { ModelFamily } from '../models/model-family.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { sha256 } from '../platform/content-hash.js';
import type { DatasetReference } from '../platform/manifest.js';
import { SPLITS, rowsOf, splitOf } from './prepared-dataset.js';
import type { PreparedDataset, PreparedExample } from './prepared-dataset.js';
import type { StepContext } from './retraining-steps.js';

const MIN_LABEL_EXAMPLES = 100; // with fewer, a tenth of them is too little to choose a threshold on
const MIN_SPLIT_EXAMPLES = 20; // with fewer, a split's figures are noise
const FILES_AT_ONCE = 16;
const REPORT_EVERY = 200; // examples

export interface Preparation {
  readonly dataset: DatasetReference;
  /** Why there is too little to train on, if so. */
  readonly tooFew: string | null;
}

/** Hashes and splits the examples, settles the labels, and stores all of it under its own hash. */
export async function prepareDataset(
  family: ModelFamily,
  examples: readonly Example[],
  { dataFolder, store }: { dataFolder: string; store: ArtifactStore },
  context: StepContext,
): Promise<Preparation> {
  const prepared = await hashExamples(examples, dataFolder, context);
  const dataset: PreparedDataset = { family: family.name, ...settleLabels(prepared), examples: prepared };
  const bytes = new TextEncoder().encode(JSON.stringify(dataset));
  const hash = sha256(bytes);
  const key = `datasets/${family.name}/${hash}.json`;
  await store.put(key, bytes);
  const [train, validation, test] = SPLITS.map((split) => rowsOf(dataset, split).length) as [number, number, number];
  return { dataset: { key, hash, counts: { train, validation, test } }, tooFew: whyTooFew(family, dataset) };
}

async function hashExamples(
  examples: readonly Example[],
  dataFolder: string,
  { report, signal }: StepContext,
): Promise<PreparedExample[]> {
  const limit = pLimit(FILES_AT_ONCE);
  let done = 0;
  const prepare = async ({ id, identity, fields, target, kind }: Example): Promise<PreparedExample> => {
    signal.throwIfAborted();
    const hashed: PreparedExample['fields'] = {};
    for (const [field, source] of Object.entries(fields)) hashed[field] = await hashField(source, dataFolder, id);
    done += 1;
    if (done % REPORT_EVERY === 0) report({ detail: `read ${done} of ${examples.length} examples`, secondsLeft: null });
    return {
      id,
      split: splitOf(identity),
      fields: hashed,
      target: [...target],
      ...(kind === undefined ? {} : { kind }),
    };
  };
  return limit.map(examples, prepare);
}

async function hashField(
  source: FieldSource,
  dataFolder: string,
  id: string,
): Promise<PreparedExample['fields'][string]> {
  if ('text' in source) return { text: source.text, sha256: sha256(new TextEncoder().encode(source.text)) };
  const bytes = await readFile(join(dataFolder, source.file)).catch((error: Error) => {
    throw new InvalidDatasetError(`${id}: ${source.file} cannot be read (${error.message})`);
  });
  return { file: source.file, sha256: sha256(bytes) };
}

function settleLabels(examples: readonly PreparedExample[]): Pick<PreparedDataset, 'labels' | 'labelsLeftOut'> {
  const counts = new Map<string, number>();
  for (const { target } of examples) {
    for (const label of new Set(target)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const found = [...counts].map(([label, count]) => ({ label, examples: count }));
  found.sort((a, b) => (a.label < b.label ? -1 : 1));
  return {
    labels: found.filter((entry) => entry.examples >= MIN_LABEL_EXAMPLES).map(({ label }) => label),
    labelsLeftOut: found.filter((entry) => entry.examples < MIN_LABEL_EXAMPLES),
  };
}

function whyTooFew({ name, task }: ModelFamily, dataset: PreparedDataset): string | null {
  const { labels, examples } = dataset;
  if (labels.length === 0) return `No label of ${name} has ${MIN_LABEL_EXAMPLES} examples.`;
  const without = examples.filter(({ target }) => target.length === 0).length;
  if (task === 'binary' && without < MIN_LABEL_EXAMPLES) {
    return `${name} has ${without} examples that are no ${labels.join()}; at least ${MIN_LABEL_EXAMPLES} are needed.`;
  }
  const small = SPLITS.find((split) => rowsOf(dataset, split).length < MIN_SPLIT_EXAMPLES);
  return small === undefined ? null : `${name} has fewer than ${MIN_SPLIT_EXAMPLES} examples for ${small}.`;
}
