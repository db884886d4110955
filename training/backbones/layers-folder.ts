import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { decodeModel, encodeModel } from '../model-files.js';

/** Writes `model.json` and `weights.bin` into a folder, which is made if need be. */
export async function saveLayers(model: tf.LayersModel, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(await encodeModel(model)) as [string, Uint8Array][]) {
    await writeFile(join(folder, name), bytes);
  }
}

export async function loadLayers(folder: string): Promise<tf.LayersModel> {
  const [model, weights] = await Promise.all([
    readFile(join(folder, 'model.json')),
    readFile(join(folder, 'weights.bin')),
  ]);
  return decodeModel({ 'model.json': model, 'weights.bin': weights });
}
