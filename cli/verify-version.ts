import { checkGolden } from '../api/serving/golden-check.js';
import { OnnxModel } from '../api/serving/onnx-model.js';
import { familyNames } from '../models/catalog.js';
import { PlatformError } from '../platform/errors.js';
import { GoldenSchema, isRecordedWith, readGolden } from '../platform/golden.js';
import type { Manifest } from '../platform/manifest.js';
import type { Stores } from '../platform/adapters.js';

export interface VersionCheck {
  /** A file's name, `golden inputs` or `vectors`. */
  readonly name: string;
  /** null when it is as it was published. */
  readonly problem: string | null;
}

export interface Verification {
  readonly family: string;
  readonly version: string;
  readonly isSound: boolean;
  readonly checks: readonly VersionCheck[];
}

/**
 * Hashes every file of a version again, runs its golden inputs in ONNX Runtime and looks whether its vectors are there.
 * @throws VersionNotFoundError; CorruptVersionError when not even the manifest can be read; whatever keeps a store away
 */
export async function verifyVersion(
  { registry, index }: Pick<Stores, 'registry' | 'index'>,
  family: string,
  version: string,
  onFile: (name: string, share: number) => void = () => undefined,
): Promise<Verification> {
  const manifest = await registry.manifest(family, version);
  const files = new Map<string, Uint8Array>();
  const checks: VersionCheck[] = [];
  for (const [place, { name }] of manifest.files.entries()) {
    onFile(name, place / manifest.files.length);
    const read = async () => void files.set(name, await registry.readFile(family, version, name));
    checks.push(await checked(name, read));
  }
  onFile('golden inputs', 1);
  checks.push(await checked('golden inputs', () => runGolden(manifest, files)));
  if (manifest.collection !== null) checks.push(await checked('vectors', () => checkVectors(index, manifest)));
  return { family, version, isSound: checks.every(({ problem }) => problem === null), checks };
}

async function checked(name: string, check: () => Promise<void>): Promise<VersionCheck> {
  try {
    await check();
    return { name, problem: null };
  } catch (error) {
    if (isElsewhere(error)) throw error;
    return { name, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A store that is away says nothing of the version. */
function isElsewhere(error: unknown): boolean {
  return error instanceof PlatformError && error.status === 503;
}

async function runGolden({ family, version }: Manifest, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  if (!(await familyNames()).includes(family))
    throw new Error(`this installation has no family ${family} to run it with`);
  const read = (name: string) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${version} has no sound ${name} to run them with`);
    return bytes;
  };
  const json = (name: string): unknown => JSON.parse(new TextDecoder().decode(read(name)));
  const golden = GoldenSchema.parse(json('golden.json'));
  const vocabulary = json('vocabulary.json');
  if (!isRecordedWith(golden, read('vocabulary.json')))
    throw new Error('they were recorded with another vocabulary.json');
  const model = await OnnxModel.open({ family, vocabulary, model: read('model.onnx'), golden });
  try {
    await checkGolden(readGolden(golden), (examples) => model.run(examples));
  } finally {
    await model.release();
  }
}

async function checkVectors(index: Stores['index'], { collection }: Manifest): Promise<void> {
  for await (const _ of index.entries(collection ?? '')) return;
  throw new Error(`the collection ${collection} is empty`);
}
