import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { DatasetProfile, Sample } from '../../platform/datasets/dataset-profile.js';
import type { ProfileStore } from '../../platform/datasets/profile-store.js';
import { SPLITS, UNLABELLED } from '../prepared-dataset.js';
import type { PreparedDataset, PreparedExample } from '../prepared-dataset.js';
import { Random } from '../random.js';
import type { StepContext } from '../retraining-steps.js';
import { duplicatesOf } from './find-duplicates.js';
import { countsOf, histogramOf } from './histogram.js';
import { lookAt } from './image-look.js';
import type { ImageLook } from './image-look.js';

const AT_ONCE = 4; // images: decoding takes a core each
const REPORT_EVERY = 200; // images
const SAMPLES_A_LABEL = 8;
const FIRST_BROKEN = 50;
const SEED = 1;

export interface ProfilePorts {
  readonly dataFolder: string;
  readonly profiles: ProfileStore;
}

/** Looks at every example once, and keeps the images that are shown. */
export async function profileDataset(
  dataset: PreparedDataset,
  { dataFolder, profiles }: ProfilePorts,
  context: StepContext,
): Promise<DatasetProfile> {
  const { examples, examplesLeftOut } = dataset;
  const fields = [...new Set(examples.flatMap((example) => Object.keys(example.fields)))];
  const { looks, sizes } = await lookAtImages(examples, dataFolder, context);
  const { duplicates, shown } = duplicatesOf(examples, fields, looks);
  const samples = chooseSamples(dataset, looks);
  for (const { fields: values } of samples) {
    for (const value of Object.values(values)) if ('image' in value) shown.add(value.image);
  }
  await keepImages(examples, shown, dataFolder, profiles);
  const of = <Value>(read: (field: string) => Value | undefined) =>
    Object.fromEntries(fields.flatMap((field) => [read(field)].flatMap((value) => (value ? [[field, value]] : []))));
  return {
    counts: countSplits(examples),
    labels: labelsOf(dataset),
    together: togetherOf(dataset),
    broken: { count: examplesLeftOut.length, first: examplesLeftOut.slice(0, FIRST_BROKEN) },
    images: of((field) => imagesOf(examples, field, looks, sizes)),
    texts: of((field) => textsOf(examples, field)),
    objects: objectsOf(examples),
    ...{ duplicates, samples },
  };
}

/** By sha256; files that are no single picture are passed over. */
async function lookAtImages(examples: readonly PreparedExample[], dataFolder: string, context: StepContext) {
  const files = filesByHash(examples);
  const looks = new Map<string, ImageLook>();
  const sizes = new Map<string, number>();
  let done = 0;
  await pLimit(AT_ONCE).map([...files], async ([hash, file]) => {
    context.signal.throwIfAborted();
    const bytes = await readFile(join(dataFolder, file));
    const look = await lookAt(bytes, file).catch(() => undefined); // what serving refuses is named elsewhere
    if (look) {
      looks.set(hash, look);
      sizes.set(hash, bytes.byteLength);
    }
    done += 1;
    if (done % REPORT_EVERY === 0) {
      context.report({ detail: `looked at ${done} of ${files.size} images`, secondsLeft: null });
    }
  });
  return { looks, sizes };
}

function filesByHash(examples: readonly PreparedExample[]): Map<string, string> {
  const values = examples.flatMap(({ fields }) => Object.values(fields));
  return new Map(values.flatMap((value) => ('file' in value ? [[value.sha256, value.file]] : [])));
}

async function keepImages(
  examples: readonly PreparedExample[],
  shown: ReadonlySet<string>,
  dataFolder: string,
  profiles: ProfileStore,
): Promise<void> {
  for (const [hash, file] of filesByHash(examples)) {
    if (shown.has(hash)) await profiles.writeImage(hash, await readFile(join(dataFolder, file)));
  }
}

function countSplits(examples: readonly PreparedExample[]): DatasetProfile['counts'] {
  const counts = { train: 0, validation: 0, test: 0, unlabelled: 0 };
  for (const { split } of examples) counts[split] += 1;
  return counts;
}

/** Learned ones first, then those with too few examples; within these the commonest first. */
function labelNames({ labels, labelsLeftOut }: PreparedDataset): string[] {
  return [...labels, ...labelsLeftOut.map(({ label }) => label)];
}

function labelsOf(dataset: PreparedDataset): DatasetProfile['labels'] {
  return labelNames(dataset).map((label) => ({
    label,
    isLearned: dataset.labels.includes(label),
    examples: countSplits(dataset.examples.filter(({ target }) => target.includes(label))),
  }));
}

function togetherOf(dataset: PreparedDataset): number[][] {
  const names = labelNames(dataset);
  const places = new Map(names.map((name, place) => [name, place]));
  const together = names.map(() => names.map(() => 0));
  for (const { target } of dataset.examples) {
    const having = [...new Set(target)].flatMap((label) => places.get(label) ?? []);
    for (const one of having) for (const other of having) together[one]![other]! += 1;
  }
  return together;
}

function imagesOf(
  examples: readonly PreparedExample[],
  field: string,
  looks: ReadonlyMap<string, ImageLook>,
  sizes: ReadonlyMap<string, number>,
): DatasetProfile['images'][string] | undefined {
  const hashes = examples.flatMap(({ fields }) =>
    looks.has(fields[field]?.sha256 ?? '') ? fields[field]!.sha256 : [],
  );
  if (hashes.length === 0) return undefined;
  const seen = hashes.map((hash) => looks.get(hash)!);
  return {
    count: seen.length,
    width: histogramOf(seen.map(({ width }) => width)),
    height: histogramOf(seen.map(({ height }) => height)),
    aspectRatio: histogramOf(seen.map(({ width, height }) => width / height)),
    brightness: histogramOf(
      seen.map(({ brightness }) => brightness),
      [0, 1],
    ),
    kilobytes: histogramOf(hashes.map((hash) => sizes.get(hash)! / 1000)),
  };
}

function textsOf(examples: readonly PreparedExample[], field: string): DatasetProfile['texts'][string] | undefined {
  const lengths = examples.flatMap(({ fields }) => {
    const value = fields[field];
    return value && 'text' in value ? [value.text.trim().length] : [];
  });
  if (lengths.length === 0) return undefined;
  return {
    count: lengths.length,
    empty: lengths.filter((length) => length === 0).length,
    characters: histogramOf(lengths),
  };
}

function objectsOf(examples: readonly PreparedExample[]): DatasetProfile['objects'] {
  const scenes = examples.flatMap(({ scene }) => (scene ? [scene.objects] : []));
  if (scenes.length === 0) return null;
  const areas = scenes.flat().map(({ left, top, right, bottom }) => (right - left) * (bottom - top));
  return { perPicture: countsOf(scenes.map(({ length }) => length)), area: histogramOf(areas, [0, 1]) };
}

/** Some of each label, the same each time; of those without a label as well. */
function chooseSamples(dataset: PreparedDataset, looks: ReadonlyMap<string, ImageLook>): Sample[] {
  const showable = dataset.examples.filter(({ fields }) =>
    Object.values(fields).every((value) => 'text' in value || looks.has(value.sha256)),
  );
  const shuffled = Array.from(new Random(SEED).permutation(showable.length), (place) => showable[place]!);
  const chosen = new Set<PreparedExample>();
  for (const label of [...labelNames(dataset), undefined]) {
    const having = shuffled.filter(({ target }) =>
      label === undefined ? target.length === 0 : target.includes(label),
    );
    for (const split of [...SPLITS, UNLABELLED]) {
      const share = split === 'train' ? SAMPLES_A_LABEL / 2 : SAMPLES_A_LABEL / 4;
      for (const example of having.filter((one) => one.split === split).slice(0, share)) chosen.add(example);
    }
  }
  return [...chosen].map(({ id, split, target, fields }) => ({
    ...{ id, split, target },
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        'text' in value ? { text: value.text } : { image: value.sha256 },
      ]),
    ),
  }));
}
