import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { registerTileGradient } from './tile-gradient.js';

/** What TensorFlow.js computes with in this process. */
export interface TensorflowBackend {
  readonly name: 'native' | 'wasm';
  /** For people: which library, and why it is not the native one when it is not. */
  readonly description: string;
  /** The wasm backend has no gradient of a convolution: heads on extracted features train, convolutional layers do not. */
  readonly trainsConvolutions: boolean;
}

const require = createRequire(import.meta.url);
const NATIVE_PACKAGE = '@tensorflow/tfjs-node-gpu'; // the same sources as tfjs-node; runs on a CPU library as well
const NATIVE_BINDING = 'lib/napi-v8/tfjs_binding.node'; // compiled by the set-up, never by the package itself

let chosen: Promise<TensorflowBackend> | undefined;

/**
 * Chooses the backend of this process, once: native TensorFlow where set-up has built it, WebAssembly otherwise.
 * Everything that computes with tensors awaits this first.
 */
export function startTensorflow(): Promise<TensorflowBackend> {
  chosen ??= start();
  return chosen;
}

async function start(): Promise<TensorflowBackend> {
  const backend = await chooseBackend();
  registerTileGradient(); // last: a backend brings the library's own
  return backend;
}

async function chooseBackend(): Promise<TensorflowBackend> {
  if (!isNativeBuilt()) return startWasm('native TensorFlow is not set up');
  try {
    return startNative();
  } catch (error) {
    return startWasm(`native TensorFlow does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function isNativeBuilt(): boolean {
  try {
    return existsSync(join(dirname(require.resolve(`${NATIVE_PACKAGE}/package.json`)), NATIVE_BINDING));
  } catch {
    return false; // an optional dependency: it may not be installed at all
  }
}

function startNative(): TensorflowBackend {
  restoreRemovedNodeFunctions();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1'; // the C++ library reads it: warnings yes, its greetings no
  require(NATIVE_PACKAGE); // registers the backend and makes it the current one
  return { name: 'native', description: 'native TensorFlow', trainsConvolutions: true };
}

async function startWasm(reason: string): Promise<TensorflowBackend> {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  await tf.ready();
  return { name: 'wasm', description: `TensorFlow.js on WebAssembly (${reason})`, trainsConvolutions: false };
}

/** tfjs-node 4.22 calls two functions of node:util that Node 23 has removed. */
function restoreRemovedNodeFunctions(): void {
  const util = require('node:util') as Record<string, unknown>;
  util.isArray ??= Array.isArray;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
}
