import { fileKey } from '../../platform/version-keys.js';
import { pick } from '../../training/invented/chance.js';
import type { Random } from '../../training/random.js';
import type { Mutant, Mutation, Subject } from './mutations.js';
import { manifestKey, sealed, vectorsKey } from './stored-version.js';
import type { Artifacts } from './stored-version.js';

/** Damage to what is stored, as broken disks, hands and copies do it: the hashes say what was there before. */
export const UNDER_OLD_HASHES: Readonly<Record<string, Mutation>> = {
  'a flipped bit': (subject, random) =>
    ofFile(subject, random, (bytes) => flipped(bytes, random), /is not what was committed \(its sha256 differs\)/),

  'a flipped bit of the weights': (subject, random) =>
    ofFile(subject, random, (bytes) => flipped(bytes, random), /model.onnx is not what was committed/, ['model.onnx']),

  'a truncated file': (subject, random) =>
    ofFile(subject, random, (bytes) => bytes.slice(0, random.below(bytes.length)), /bytes instead of/),

  'a file that goes on': (subject, random) =>
    ofFile(subject, random, (bytes) => Buffer.concat([bytes, Uint8Array.of(random.below(256))]), /bytes instead of/),

  'an emptied file': (subject, random) =>
    ofFile(subject, random, () => new Uint8Array(), /is not what was committed \(0 bytes instead of \d+\)/),

  'a missing file': (subject, random) => ofFile(subject, random, () => undefined, /\.\w+ is missing$/),

  'a file of another version': (subject, random) =>
    ofFile(subject, random, (_, name) => subject.other.files[name], /is not what was committed/, DIFFERENT),

  'two files exchanged': (subject, random) => {
    const [one, other] = [...random.permutation(FILES.length)].map((place) => FILES[place]!) as [string, string];
    const artifacts = sealed(subject.version);
    for (const [name, content] of [[one, other] as const, [other, one] as const]) {
      artifacts.set(keyOf(subject, name), subject.version.files[content]!);
    }
    return corrupt(artifacts, `${one} and ${other}`, /is not what was committed/);
  },

  'a flipped bit of the manifest': (subject, random) =>
    ofArtifact(subject, manifestKey(subject.version.manifest), (bytes) => flipped(bytes, random), 'its manifest'),

  'a truncated manifest': (subject, random) =>
    ofArtifact(
      subject,
      manifestKey(subject.version.manifest),
      (bytes) => bytes.slice(0, random.below(bytes.length - 2)), // the last two are a brace and a line's end
      'its manifest cannot be read',
    ),

  'a missing manifest': (subject) => {
    const mutant = ofArtifact(subject, manifestKey(subject.version.manifest), () => undefined, 'No version');
    return mutant && { ...mutant, code: 'VERSION_NOT_FOUND' };
  },

  'the manifest of another version': (subject) =>
    ofArtifact(
      subject,
      manifestKey(subject.version.manifest),
      () => sealed(subject.other).get(manifestKey(subject.other.manifest)),
      `its manifest is that of version ${subject.other.manifest.version}`,
    ),

  'the manifest of another family': (subject) =>
    ofArtifact(
      subject,
      manifestKey(subject.version.manifest),
      () => sealed(subject.stranger).get(manifestKey(subject.stranger.manifest)),
      `of ${subject.stranger.manifest.family}`,
    ),

  'an enormous size in the manifest': (subject) =>
    ofArtifact(
      subject,
      manifestKey(subject.version.manifest),
      (bytes) =>
        Buffer.from(
          Buffer.from(bytes)
            .toString()
            .replace(/"size": \d+/, '"size": 9007199254740991'),
        ),
      'its checksum differs',
    ),

  'a flipped bit of the vectors': (subject, random) =>
    ofVectors(subject, (bytes) => flipped(bytes, random), /snapshot of \w+ cannot be read/),

  'truncated vectors': (subject, random) =>
    ofVectors(subject, (bytes) => bytes.slice(0, random.below(bytes.length - 32)), /snapshot of \w+ cannot be read/),

  'the vectors of another version': (subject) =>
    ofVectors(subject, () => subject.other.vectors ?? undefined, /snapshot of \w+ cannot be read/),

  'missing vectors': (subject) => {
    const mutant = ofVectors(subject, () => undefined, 'its vectors are missing');
    return mutant && { ...mutant, code: 'VECTORS_MISSING' };
  },
};

const FILES = ['golden.json', 'model.onnx', 'scorecard.json', 'vocabulary.json'];
const DIFFERENT = ['golden.json', 'model.onnx', 'scorecard.json']; // from those of the other version

function ofFile(
  subject: Subject,
  random: Random,
  change: (bytes: Uint8Array, name: string) => Uint8Array | undefined,
  reason: RegExp,
  names = FILES,
): Mutant | undefined {
  const name = pick(random, names);
  return ofArtifact(subject, keyOf(subject, name), (bytes) => change(bytes, name), reason);
}

function ofVectors(
  subject: Subject,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
  reason: string | RegExp,
): Mutant | undefined {
  const { collection } = subject.version.manifest;
  return collection === null ? undefined : ofArtifact(subject, vectorsKey(collection), change, reason);
}

function ofArtifact(
  { version }: Subject,
  key: string,
  change: (bytes: Uint8Array) => Uint8Array | undefined,
  reason: string | RegExp,
): Mutant | undefined {
  const artifacts = sealed(version);
  const before = artifacts.get(key)!;
  const after = change(before);
  if (after) artifacts.set(key, after);
  else artifacts.delete(key);
  return corrupt(artifacts, `${key}: ${difference(before, after)}`, reason);
}

function corrupt(artifacts: Artifacts, detail: string, reason: string | RegExp): Mutant {
  return { artifacts, detail, reason, code: 'VERSION_CORRUPT' };
}

function keyOf({ version }: Subject, name: string): string {
  return fileKey(version.manifest.family, version.manifest.version, name);
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = bytes.slice();
  changed[random.below(bytes.length)]! ^= 1 << random.below(8);
  return changed;
}

function difference(before: Uint8Array, after: Uint8Array | undefined): string {
  if (!after) return 'removed';
  if (after.length !== before.length) return `${after.length} bytes instead of ${before.length}`;
  const at = before.findIndex((byte, index) => byte !== after[index]);
  return `byte ${at} is ${after[at]} instead of ${before[at]}`;
}
