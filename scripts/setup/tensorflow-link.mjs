import { copyFile, mkdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './files.mjs';
import { unlessRefused } from './refusals.mjs';
import { run } from './run.mjs';
import { compileAddOn } from './tensorflow-library.mjs';

const PACKAGE = 'node_modules/@tensorflow/tfjs-node-gpu'; // runs on a CPU library as well as on a CUDA one
const HEADERS = 'node_modules/node-api-headers/include';
const ADD_ON = 'lib/napi-v8/tfjs_binding.node';
const LIBRARY = 'deps';

/** Whether this clone uses that library. @param {string} root @param {string} library */
export async function isLinked(root, library) {
  const linked = await readlink(join(root, PACKAGE, LIBRARY)).catch(() => undefined);
  return linked === library && (await exists(join(root, PACKAGE, ADD_ON)));
}

/**
 * Lets this clone use a library, with an add-on compiled once per package version, and proves that it computes.
 * @param {string} root @param {string} library
 */
export async function link(root, library) {
  const npmPackage = join(root, PACKAGE);
  for (const needed of [PACKAGE, HEADERS]) {
    if (!(await exists(join(root, needed)))) throw new Error(`npm left ${needed} out`);
  }
  const { version } = JSON.parse(await readFile(join(npmPackage, 'package.json'), 'utf8'));
  const addOn = join(library, `tfjs_binding-${version}.node`);
  if (!(await exists(addOn))) {
    const compiler = await run('g++', ['--version']); // another one may manage what this one does not
    await unlessRefused(addOn, compiler, () => compileAddOn(addOn, library, npmPackage, join(root, HEADERS)));
  }
  await unlink(root);
  await symlink(library, join(npmPackage, LIBRARY));
  await mkdir(join(npmPackage, 'lib/napi-v8'), { recursive: true });
  await copyFile(addOn, join(npmPackage, ADD_ON)); // a copy: it looks for the library from where it lies
  await compute(root);
}

/** Without the add-on TensorFlow.js takes the wasm backend. @param {string} root */
export async function unlink(root) {
  await rm(join(root, PACKAGE, ADD_ON), { force: true });
  await rm(join(root, PACKAGE, LIBRARY), { force: true, recursive: true });
}

/** In a process of its own: a library for another processor ends the process that loads it. @param {string} root */
async function compute(root) {
  const script = `
    const util = require('node:util');
    util.isArray ??= Array.isArray;
    util.isNullOrUndefined ??= (value) => value == null;
    const tf = require('@tensorflow/tfjs-node-gpu');
    process.exit(tf.matMul([[2]], [[3]]).dataSync()[0] === 6 && tf.getBackend() === 'tensorflow' ? 0 : 1);`;
  await run(process.execPath, ['-e', script], { cwd: root, env: { TF_CPP_MIN_LOG_LEVEL: '2' } });
}
