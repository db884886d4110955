import * as tf from '@tensorflow/tfjs';
import { jsonBytes } from '../platform/json-bytes.js';
import './mirror.js'; // a layer that such files may name

const WEIGHTS_FILE = 'weights.bin';

/** `model.json` and `weights.bin`, as `tf.loadLayersModel` reads them from any web server or folder. */
export interface ModelFiles {
  readonly 'model.json': Uint8Array;
  readonly 'weights.bin': Uint8Array;
}

export async function encodeModel(model: tf.LayersModel): Promise<ModelFiles> {
  let saved: tf.io.ModelArtifacts | undefined;
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      saved = artifacts;
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    }),
  );
  const { modelTopology, weightSpecs, weightData, format } = saved!;
  const weightsManifest = [{ paths: [WEIGHTS_FILE], weights: weightSpecs }];
  return {
    'model.json': jsonBytes({ format, modelTopology, weightsManifest }),
    'weights.bin': new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)),
  };
}

export async function decodeModel(files: ModelFiles): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(
    new TextDecoder().decode(files['model.json']),
  ) as tf.io.ModelJSON;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const { buffer } = Uint8Array.from(files['weights.bin']);
  return tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: buffer }));
}
