import { decodeManifest, encodeManifest } from '../../platform/manifest-file.js';
import type { Manifest } from '../../platform/manifest.js';
import { sha256 } from '../../platform/content-hash.js';
import { pick } from '../../training/invented/chance.js';
import { NAMED } from '../../training/onnx/onnx-file.js';
import { delimitedFields, readOnnxGraph } from '../../training/onnx/onnx-graph.js';
import type { Random } from '../../training/random.js';
import type { Mutant, Mutation, Subject } from './mutations.js';
import { manifestKey, sealed } from './stored-version.js';
import type { Files } from './stored-version.js';

/** What is wrong though every hash is right: the golden inputs have to notice, or what a version says of itself. */
export const HASHED_AGAIN: Readonly<Record<string, Mutation>> = {
  'a weight that is no number': (subject, random) =>
    ofWeights(subject, random, (weights) => weights.change(random.below(weights.count), () => NaN), 'by NaN'),

  'weights that are no numbers': (subject, random) =>
    ofWeights(subject, random, (weights) => weights.changeAll(() => NaN), 'by NaN'),

  'weights of the other sign': (subject, random) =>
    ofWeights(subject, random, (weights) => weights.changeAll((value) => -value), /differs by \d/, /kernel/),

  'weights of another shape': (subject, random) => {
    const model = subject.version.files['model.onnx']!.slice();
    const tensor = pick(random, readOnnxGraph(model).initializers);
    tensor[1]! += 1 + random.below(3); // the first field of a tensor is its first size
    return withFiles(subject, { 'model.onnx': model }, `first size ${tensor[1]}`, /./);
  },

  'the graph of another version': (subject) =>
    withFiles(subject, { 'model.onnx': subject.other.files['model.onnx']! }, 'its model.onnx', /differs by \d/),

  'a graph of another shape': (subject) =>
    withFiles(subject, { 'model.onnx': subject.stranger.files['model.onnx']! }, 'its model.onnx', /./),

  'a graph that is none': (subject, random) => {
    const model = subject.version.files['model.onnx']!;
    const bytes = pick(random, [
      new Uint8Array(),
      model.slice(0, random.below(model.length)),
      Uint8Array.from(model, () => random.below(256)),
    ]);
    return withFiles(subject, { 'model.onnx': bytes }, `${bytes.length} of ${model.length} bytes`, /./);
  },

  'the golden inputs of another version': (subject) =>
    withFiles(subject, { 'golden.json': subject.other.files['golden.json']! }, 'its golden.json', /differs by \d/),

  'a golden output that is another': (subject, random) =>
    withGolden(subject, /differs by 0\.0\d/, (outputs) => {
      const values = pick(random, Object.values(outputs));
      values[random.below(values.length)]! += 0.01 + 0.08 * random.fraction();
    }),

  'a golden output too few': (subject, random) =>
    withGolden(subject, /expected \d+ values of/, (outputs) => pick(random, Object.values(outputs)).push(0.5)),

  'a golden output that is no number': (subject, random) =>
    withGolden(subject, 'its golden.json cannot be read', (outputs) => {
      const values = pick(random, Object.values(outputs));
      values[random.below(values.length)] = NaN; // null in JSON
    }),

  'a golden output that was not recorded': (subject, random) =>
    withGolden(subject, /nothing was recorded of/, (outputs) => {
      delete outputs[pick(random, Object.keys(outputs))];
    }),

  'no golden input': (subject) => {
    const golden = json(subject, 'golden.json');
    return withFiles(subject, { 'golden.json': bytesOf({ ...golden, examples: [] }) }, 'none', 'cannot be read');
  },

  'labels in another order': (subject) =>
    withVocabulary(subject, ANOTHER, (labels) => labels.length > 1 && labels.reverse()),

  'a label of another name': (subject, random) =>
    withVocabulary(subject, ANOTHER, (labels) => (pick(random, labels).label += 's')),

  'another threshold': (subject, random) =>
    withVocabulary(subject, ANOTHER, (labels) => (pick(random, labels).threshold = random.fraction() / 2)),

  'the vocabulary of another family': (subject) => {
    const vocabulary = subject.stranger.files['vocabulary.json']!;
    return withFiles(subject, { 'vocabulary.json': vocabulary }, 'its vocabulary.json', ANOTHER);
  },

  'a label too many, recorded with': (subject) =>
    withRecordedVocabulary(subject, /Expected \d probabilities, got \d/, (labels) => labels.push(labels[0]!)),

  'a threshold that is none, recorded with': (subject, random) =>
    withRecordedVocabulary(subject, /its vocabulary is none of/, (labels) => (pick(random, labels).threshold = 7)),

  'no graph in the manifest': (subject) =>
    withManifest(subject, 'VERSION_REFUSED', 'it has no model.onnx', ({ files, ...rest }) => ({
      ...rest,
      files: files.filter(({ name }) => name !== 'model.onnx'),
    })),

  'an enormous size': (subject, random) =>
    withManifest(subject, 'VERSION_CORRUPT', /bytes instead of 9007199254740991/, ({ files, ...rest }) => {
      const enormous = random.below(files.length);
      const grown = files.map((file, place) =>
        place === enormous ? { ...file, size: Number.MAX_SAFE_INTEGER } : file,
      );
      return { ...rest, files: grown };
    }),

  "another version's vectors in the manifest": ({ other, ...subject }) =>
    other.manifest.collection === null
      ? undefined
      : withManifest({ other, ...subject }, 'VERSION_REFUSED', 'the vectors of another version', (manifest) => ({
          ...manifest,
          collection: other.manifest.collection,
        })),

  'no vectors in the manifest': (subject) =>
    subject.other.manifest.collection === null
      ? undefined
      : withManifest(subject, 'VERSION_REFUSED', 'its manifest names no vectors', (manifest) => ({
          ...manifest,
          collection: null,
        })),
};

const ANOTHER = 'its golden inputs were recorded with another vocabulary.json';
const RAW_DATA = 9; // the field of a tensor that holds its values
type Labels = { label: string; threshold: number }[];

function withFiles({ version }: Subject, changed: Files, detail: string, reason: string | RegExp): Mutant {
  const files = { ...version.files, ...changed };
  return { artifacts: sealed({ ...version, files }), detail, reason, code: 'VERSION_REFUSED' };
}

function withManifest(
  { version }: Subject,
  code: string,
  reason: string | RegExp,
  change: (manifest: Manifest) => Manifest,
): Mutant {
  const artifacts = sealed(version);
  const key = manifestKey(version.manifest);
  const { family, version: name } = version.manifest;
  artifacts.set(key, encodeManifest(change(decodeManifest(family, name, artifacts.get(key)!))));
  return { artifacts, code, reason, detail: 'its manifest' };
}

/** @param change of the float32 values of a tensor, in place */
function ofWeights(
  subject: Subject,
  random: Random,
  change: (values: Weights) => void,
  reason: string | RegExp,
  names = /kernel|bias/,
): Mutant {
  const model = subject.version.files['model.onnx']!.slice();
  const tensors = readOnnxGraph(model).initializers.map((tensor) => ({
    name: Buffer.from(delimitedFields(tensor, NAMED.tensor)[0]!).toString(),
    values: delimitedFields(tensor, RAW_DATA)[0]!, // a view, so that changing it changes the model
  }));
  const { name, values } = pick(
    random,
    tensors.filter((tensor) => names.test(tensor.name)),
  );
  change(new Weights(values));
  return withFiles(subject, { 'model.onnx': model }, name, reason);
}

/** Little-endian float32 wherever they lie: a typed array wants an aligned start. */
class Weights {
  private readonly view: DataView;
  readonly count: number;

  constructor({ buffer, byteOffset, byteLength }: Uint8Array) {
    this.view = new DataView(buffer, byteOffset, byteLength);
    this.count = byteLength / 4;
  }

  change(place: number, change: (value: number) => number): void {
    this.view.setFloat32(4 * place, change(this.view.getFloat32(4 * place, true)), true);
  }

  changeAll(change: (value: number) => number): void {
    for (let place = 0; place < this.count; place += 1) this.change(place, change);
  }
}

function withGolden(
  subject: Subject,
  reason: string | RegExp,
  change: (outputs: Record<string, number[]>) => void,
): Mutant {
  const golden = json<{ examples: { outputs: Record<string, number[]> }[] }>(subject, 'golden.json');
  change(golden.examples[0]!.outputs);
  return withFiles(subject, { 'golden.json': bytesOf(golden) }, 'its golden.json', reason);
}

/** @param change false for what changes nothing */
function withVocabulary(
  subject: Subject,
  reason: string | RegExp,
  change: (labels: Labels) => unknown,
): Mutant | undefined {
  const vocabulary = json<{ labels: Labels }>(subject, 'vocabulary.json');
  if (change(vocabulary.labels) === false) return undefined;
  const detail = JSON.stringify(vocabulary.labels);
  return withFiles(subject, { 'vocabulary.json': bytesOf(vocabulary) }, detail, reason);
}

/** Golden inputs that know of it: what the vocabulary itself says has to be noticed. */
function withRecordedVocabulary(
  subject: Subject,
  reason: string | RegExp,
  change: (labels: Labels) => unknown,
): Mutant {
  const vocabulary = json<{ labels: Labels }>(subject, 'vocabulary.json');
  change(vocabulary.labels);
  const golden = { ...json(subject, 'golden.json'), vocabulary: sha256(bytesOf(vocabulary)) };
  const files = { 'vocabulary.json': bytesOf(vocabulary), 'golden.json': bytesOf(golden) };
  return withFiles(subject, files, JSON.stringify(vocabulary.labels), reason);
}

function json<Content = Record<string, unknown>>({ version }: Subject, name: string): Content {
  return JSON.parse(Buffer.from(version.files[name]!).toString()) as Content;
}

function bytesOf(content: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(content));
}
