import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeImage } from '../models/image.js';
import { openSentenceTokenizer } from '../models/sentence-tokens.js';
import { readEnvironment } from '../platform/environment.js';
import { openImageBackbone, openTextBackbone } from '../training/backbones/backbone.js';
import { provideImageBackbone } from '../training/backbones/image-backbones.js';
import { MOBILE_NETS } from '../training/backbones/mobile-net-v2.js';
import { checkParity } from '../training/onnx/parity.js';
import { startTensorflow } from '../training/tensorflow.js';

const { MARQUEE_CACHE: cache, MARQUEE_DATA: data } = readEnvironment();
const BATCH = 10;

describe('the converted MiniLM', () => {
  it('finds that two plots of heists are more alike than a heist and a wedding', async () => {
    const { onnxPath, tokenizer, dimensions } = await openTextBackbone(cache);
    const tokenise = openSentenceTokenizer(tokenizer);
    const session = await InferenceSession.create(onnxPath);
    const encode = async (text: string): Promise<Float32Array> => {
      const ids = tokenise(text);
      const shape = [1, ids.length];
      const given = await session.run({
        input_ids: new Tensor('int64', ids, shape),
        attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
      });
      return given.sentence_embedding!.data as Float32Array;
    };
    const heist = await encode('A crew of thieves plans to rob a casino vault.');
    const robbery = await encode('Old friends break into a bank to steal gold bars.');
    const wedding = await encode('Two families prepare a wedding in the countryside.');
    await session.release();
    expect(heist).toHaveLength(dimensions);
    expect(cosine(heist, robbery)).toBeGreaterThan(cosine(heist, wedding) + 0.2);
  });
});

if (data !== undefined) {
  describe('the converted EfficientNet-Lite0', () => {
    it('names the object of at least 74 % of 500 photos, alike in TensorFlow.js and ONNX Runtime', async () => {
      await startTensorflow();
      const backbone = await openImageBackbone(cache);
      const [session, layers, classifier] = await Promise.all([
        InferenceSession.create(backbone.onnxPath),
        backbone.loadLayers(),
        backbone.loadClassifier(),
      ]);
      const photos = await readPhotos(data);
      let right = 0;
      for (let start = 0; start < photos.length; start += BATCH) {
        const batch = photos.slice(start, start + BATCH);
        const images = await Promise.all(batch.map(({ file }) => readFile(join(data, file))));
        const pixels = Buffer.concat(await Promise.all(images.map((image) => decodeImage(image, 'photo'))));
        const shape: [number, number, number, number] = [batch.length, 224, 224, 3];
        const { features } = await session.run({ image: new Tensor('uint8', new Uint8Array(pixels), shape) });
        const onnx = features!.data as Float32Array;
        if (start === 0) {
          const tensorflow = tf.tidy(() =>
            (layers.predict(tf.tensor4d(pixels, shape)) as tf.Tensor).dataSync<'float32'>(),
          );
          checkParity({ features: tensorflow }, { features: onnx });
        }
        const answers = tf.tidy(() => {
          const known = tf.tensor2d(onnx, [batch.length, backbone.dimensions]);
          return (classifier.predict(known) as tf.Tensor).argMax(1).dataSync();
        });
        right += batch.filter(({ imagenetIndex }, index) => answers[index] === imagenetIndex).length;
      }
      await session.release();
      expect(photos).toHaveLength(500);
      expect(right / photos.length).toBeGreaterThanOrEqual(0.74);
    }, 120_000);
  });

  describe('a converted MobileNetV2', () => {
    it.each(MOBILE_NETS)('$name sees in photos what the layers it was made of see', async ({ name, source }) => {
      await startTensorflow();
      const folder = await mkdtemp(join(tmpdir(), 'marquee-backbones-'));
      try {
        await provideImageBackbone(name, folder, data);
        const backbone = await openImageBackbone(folder, name);
        const photos = (await readPhotos(data)).slice(0, BATCH);
        const images = await Promise.all(photos.map(({ file }) => readFile(join(data, file))));
        const pixels = Buffer.concat(await Promise.all(images.map((image) => decodeImage(image, 'photo'))));
        const shape: [number, number, number, number] = [photos.length, 224, 224, 3];
        const session = await InferenceSession.create(backbone.onnxPath);
        const { features } = await session.run({ image: new Tensor('uint8', new Uint8Array(pixels), shape) });
        await session.release();
        const original = await readLayers(join(data, source));
        const seen = tf.tidy(() => {
          const scaled = tf.tensor4d(pixels, shape).div<tf.Tensor4D>(127.5).sub<tf.Tensor4D>(1);
          return (original.predict(scaled) as tf.Tensor).dataSync<'float32'>();
        });
        checkParity({ features: seen }, { features: features!.data as Float32Array });
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });
}

/** As they are kept, up to the mean over all places. */
async function readLayers(folder: string): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(
    await readFile(join(folder, 'model.json'), 'utf8'),
  ) as tf.io.ModelJSON;
  const files = weightsManifest.flatMap(({ paths }) => paths.map((path) => readFile(join(folder, path))));
  const weightData = Uint8Array.from(Buffer.concat(await Promise.all(files))).buffer;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
  const mean = model.layers.find((layer) => layer.getClassName() === 'GlobalAveragePooling2D')!;
  return tf.model({ inputs: model.inputs, outputs: mean.output });
}

interface Photo {
  readonly file: string;
  readonly imagenetIndex: number;
}

async function readPhotos(folder: string): Promise<Photo[]> {
  const lines = await readFile(join(folder, 'nonposters/imagenet.jsonl'), 'utf8');
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Photo);
}

/** Both vectors have length 1. */
function cosine(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0);
}
