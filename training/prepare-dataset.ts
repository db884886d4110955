import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { InvalidDatasetError } from '../models/dataset.js';
import type { Example, FieldSource, Scene } from '../models/dataset.js';
import type { FieldValue, ModelFamily } from '../models/model-family.js';
import type { ArtifactStore } from '../platform/artifact-store.js';
import { sha256 } from '../platform/content-hash.js';
import { jsonBytes } from '../platform/json-bytes.js';
import type { DatasetReference } from '../platform/manifest.js';
import { SPLITS, UNLABELLED, rowsOf, splitOf } from './prepared-dataset.js';
import type { PreparedDataset, PreparedExample, Split } from './prepared-dataset.js';
import { filmHash } from './clips/film-still.js';
import { ReadableFields } from './readable-fields.js';
import type { StepContext } from './retraining-steps.js';

const MIN_LABEL_EXAMPLES: Readonly<Record<ModelFamily['task'], number>> = {
  'multi-label': 100, // with fewer, a tenth of them is too little to choose a threshold on
  binary: 100,
  detection: 10, // a picture has several objects, and no threshold's choice needs many pictures
  'multi-class': 20, // no threshold is chosen, but with fewer a label is hardly ever in validation or test
};
/** With fewer, a split's figures are noise; pictures with objects say more each. */
const MIN_SPLIT_EXAMPLES = (task: ModelFamily['task']) => (task === 'detection' ? 8 : 20);
const FILES_AT_ONCE = 16;
const REPORT_EVERY = 200; // examples

export interface Preparation {
  readonly dataset: DatasetReference;
  /** Why there is too little to train on, if so. */
  readonly tooFew: string | null;
}

export interface PreparationPorts {
  readonly dataFolder: string;
  readonly store: ArtifactStore;
  /** Where it is remembered which images can be read. */
  readonly featuresFolder: string;
}

/** Checks, hashes and splits the examples, settles the labels, and stores all of it under its own hash. */
export async function prepareDataset(
  family: ModelFamily,
  examples: readonly Example[],
  { dataFolder, store, featuresFolder }: PreparationPorts,
  context: StepContext,
): Promise<Preparation> {
  const readable = await ReadableFields.open(featuresFolder);
  const read = await readExamples(examples, family, { dataFolder, readable }, context);
  await readable.keep();
  const dataset = settleLabels(family, read);
  const bytes = jsonBytes(dataset);
  const hash = sha256(bytes);
  const key = `datasets/${family.name}/${hash}.json`;
  await store.put(key, bytes);
  const [train, validation, test] = SPLITS.map((split) => rowsOf(dataset, split).length) as [number, number, number];
  return { dataset: { key, hash, counts: { train, validation, test } }, tooFew: whyTooFew(family, dataset) };
}

type Read = Pick<PreparedDataset, 'examples' | 'examplesLeftOut'>;

async function readExamples(
  examples: readonly Example[],
  family: ModelFamily,
  { dataFolder, readable }: { dataFolder: string; readable: ReadableFields },
  { report, signal }: StepContext,
): Promise<Read> {
  const limit = pLimit(FILES_AT_ONCE);
  const problems = new Map<Example, string>();
  let done = 0;
  const prepare = async (example: Example): Promise<PreparedExample> => {
    signal.throwIfAborted();
    const { id, identity, fields, target, scene, kind, split: given } = example;
    refuseContradiction(family, example);
    const hashed: PreparedExample['fields'] = {};
    for (const [name, source] of Object.entries(fields)) {
      const { value, content, ...field } = await readSource(source, dataFolder, id);
      hashed[name] = field;
      const spec = family.input[name];
      if (spec === undefined) throw new InvalidDatasetError(`${id}: its family has no input named ${name}`);
      const problem = await readable.problemOf(name, spec, value, content);
      if (problem !== null) problems.set(example, 'file' in source ? `${source.file}: ${problem}` : problem);
    }
    done += 1;
    if (done % REPORT_EVERY === 0) report({ detail: `read ${done} of ${examples.length} examples`, secondsLeft: null });
    const split = target === null ? UNLABELLED : (given ?? splitOf(identity));
    return {
      id,
      identity,
      split,
      fields: hashed,
      target: [...(target ?? [])],
      ...(scene === undefined ? {} : { scene: mutable(scene) }),
      ...(kind === undefined ? {} : { kind }),
    };
  };
  const prepared = await limit.map(examples, prepare);
  return {
    examples: prepared.filter((_, index) => !problems.has(examples[index]!)),
    examplesLeftOut: examples.flatMap((example) => {
      const reason = problems.get(example);
      return reason === undefined ? [] : [{ id: example.id, reason }];
    }),
  };
}

function mutable({ objects, ...size }: Scene): NonNullable<PreparedExample['scene']> {
  return { ...size, objects: [...objects] };
}

function refuseContradiction({ task, heads }: ModelFamily, { id, target }: Example): void {
  if (task !== 'multi-class' || target === null) return;
  const groups = heads
    ? Object.values(heads).map((labels) => target.filter((label) => labels.includes(label)))
    : [target];
  const several = groups.find((labels) => labels.length > 1);
  if (several) throw new InvalidDatasetError(`${id}: expected one label, got ${several.join(' and ')}`);
}

/** A film follows from the still and from how it is filmed. */
function fileField({ file, filmed }: Extract<FieldSource, { file: string }>, content: string): PreparedField {
  return filmed === undefined ? { file, sha256: content } : { file, filmed, sha256: filmHash(content, filmed) };
}

type PreparedField = PreparedExample['fields'][string];
/** `content`: the value's own hash, of a film that of its still. */
type ReadSource = PreparedField & { readonly value: FieldValue; readonly content: string };

async function readSource(source: FieldSource, dataFolder: string, id: string): Promise<ReadSource> {
  if ('text' in source) {
    const content = sha256(new TextEncoder().encode(source.text));
    return { value: source.text, content, text: source.text, sha256: content };
  }
  const value = await readFile(join(dataFolder, source.file)).catch((error: Error) => {
    throw new InvalidDatasetError(`${id}: ${source.file} cannot be read (${error.message})`);
  });
  const content = sha256(value);
  return { value, content, ...fileField(source, content) };
}

function settleLabels({ name, task }: ModelFamily, { examples, examplesLeftOut }: Read): PreparedDataset {
  const counts = new Map<string, number>();
  for (const { target } of examples) {
    for (const label of new Set(target)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const found = [...counts].map(([label, count]) => ({ label, examples: count }));
  found.sort((a, b) => (a.label < b.label ? -1 : 1));
  const hasEnough = (entry: { examples: number }) => entry.examples >= MIN_LABEL_EXAMPLES[task];
  const labels = found.filter(hasEnough).map(({ label }) => label);
  return {
    ...{ family: name, labels, examplesLeftOut },
    labelsLeftOut: found.filter((entry) => !hasEnough(entry)),
    examples: task === 'multi-class' ? examples.map((example) => withoutUnknown(example, labels)) : examples,
  };
}

/** Where one of several labels has to be right, an example with none of them says nothing. */
function withoutUnknown(example: PreparedExample, labels: readonly string[]): PreparedExample {
  return example.target.some((label) => labels.includes(label)) ? example : { ...example, split: UNLABELLED };
}

function whyTooFew(family: ModelFamily, dataset: PreparedDataset): string | null {
  const reason = whatIsMissing(family, dataset);
  const [first] = dataset.examplesLeftOut;
  if (reason === null || first === undefined) return reason;
  const count = dataset.examplesLeftOut.length;
  return `${reason} Left out, since they cannot be read: ${count}, the first of them ${first.id} (${first.reason}).`;
}

function whatIsMissing({ name, task }: ModelFamily, dataset: PreparedDataset): string | null {
  const { labels, examples } = dataset;
  const enough = MIN_LABEL_EXAMPLES[task];
  if (labels.length === 0) return `No label of ${name} has ${enough} examples.`;
  const without = examples.filter(({ split, target }) => split !== UNLABELLED && target.length === 0).length;
  if (task === 'binary' && without < enough) {
    return `${name} has ${without} examples that are no ${labels.join()}; at least ${enough} are needed.`;
  }
  const atLeast = MIN_SPLIT_EXAMPLES(task);
  const small = SPLITS.find((split) => rowsOf(dataset, split).length < atLeast);
  if (small !== undefined) return `${name} has fewer than ${atLeast} examples for ${small}.`;
  if (task === 'detection') return null; // where an object is has to be told apart, not only whether there is one
  const even = SPLITS.find((split) => !labels.some((label) => tellsApart(label, dataset, split)));
  return even === undefined
    ? null
    : `All examples of ${name} for ${even} have the same labels: there is nothing to tell apart.`;
}

function tellsApart(label: string, dataset: PreparedDataset, split: Split): boolean {
  const rows = rowsOf(dataset, split);
  const having = rows.filter((row) => dataset.examples[row]!.target.includes(label)).length;
  return having > 0 && having < rows.length;
}
