import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** What may change the figures of a training run when it changes. */
const LIBRARIES = [
  '@huggingface/tokenizers',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-node-gpu',
  'onnxruntime-node',
  'sharp',
];

/** The commit this code is at, with `-dirty` when files differ from it; null where it does not run from a clone. */
export async function gitCommit(): Promise<string | null> {
  try {
    const hash = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
    const { stdout } = await promisify(execFile)('git', hash, { cwd: projectFolder() });
    return stdout.trim();
  } catch {
    return null; // no git, or an image without the repository: a version can be traced by its libraries and data still
  }
}

/** Name -> version of every library that has a say in the weights and is installed here, and of Node. */
export async function libraryVersions(): Promise<Record<string, string>> {
  const installed = LIBRARIES.map(
    (name) => [name, join(projectFolder(), 'node_modules', name, 'package.json')] as const,
  );
  const versions = installed
    .filter(([, path]) => existsSync(path)) // the native binding is optional
    .map(async ([name, path]) => [name, (JSON.parse(await readFile(path, 'utf8')) as { version: string }).version]);
  return {
    node: process.versions.node,
    ...(Object.fromEntries(await Promise.all(versions)) as Record<string, string>),
  };
}

/** The nearest folder above with a package.json: the same for sources and for `dist`. */
function projectFolder(folder = import.meta.dirname): string {
  return existsSync(join(folder, 'package.json')) ? folder : projectFolder(dirname(folder));
}
