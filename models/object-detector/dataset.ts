import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pLimit from 'p-limit';
import { splitOfFolder, withGivenSplits } from '../../training/given-splits.js';
import { InvalidDatasetError, MissingDataError } from '../dataset.js';
import type { DatasetSource, Example, Scene } from '../dataset.js';
import { imageSize } from '../image.js';
import { InvalidInputError } from '../model-family.js';
import { readCoco } from './coco-format.js';
import type { LabelledPicture } from './labelled-picture.js';
import { readYolo } from './yolo-format.js';

const FILES_AT_ONCE = 16;

/**
 * The pictures under `detection/<dataset>/` of the data folder: with `labels/` in YOLO's format, else with a list in COCO's, in
 * the splits that came with them. A picture without any object is one to learn from as well.
 */
export const examples: DatasetSource = async (dataFolder, { dataset }) => {
  const folder = `detection/${String(dataset)}`;
  const root = join(dataFolder, folder);
  if (!(await exists(root))) throw new MissingDataError(`${root} is missing`);
  const pictures = (await readYolo(root)) ?? (await readCoco(root));
  const limit = pLimit(FILES_AT_ONCE);
  return withGivenSplits(await limit.map(pictures, (picture) => exampleOf(picture, folder, dataFolder)));
};

/** `train/images/`, `images/train/`, `annotations/instances_train2017.json` */
function splitOfPicture({ file, list }: LabelledPicture): Example['split'] {
  const folders = list === undefined ? dirname(file).split('/') : list.split(/[/_.]/);
  return folders.map(splitOfFolder).find((split) => split !== undefined);
}

async function exampleOf(picture: LabelledPicture, folder: string, dataFolder: string): Promise<Example> {
  const { file, objects } = picture;
  const split = splitOfPicture(picture);
  const path = `${folder}/${file}`;
  const id = path
    .replace(/^detection\//, '')
    .replace('/images/', '/')
    .replace(/\.[^./]+$/, '');
  const bytes = await readPicture(join(dataFolder, path));
  const size = await sizeOf(bytes);
  const scene: Scene = { ...size, objects: typeof objects === 'function' ? objects(size) : objects };
  return {
    // collections hold pictures twice under other names: those must not be on both sides of a split
    ...{ id, identity: createHash('sha256').update(bytes).digest('hex'), fields: { image: { file: path } } },
    target: [...new Set(scene.objects.map(({ label }) => label))].sort(),
    scene,
    ...(split && { split }),
  };
}

function readPicture(file: string): Promise<Buffer> {
  return readFile(file).catch(() => {
    throw new InvalidDatasetError(`${file} is missing`);
  });
}

/** A picture that serving would refuse is left out later, with the reason: here it needs no size. */
async function sizeOf(bytes: Uint8Array): Promise<Pick<Scene, 'width' | 'height'>> {
  try {
    return await imageSize(bytes, 'image');
  } catch (error) {
    if (error instanceof InvalidInputError) return { width: 1, height: 1 };
    throw error;
  }
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
