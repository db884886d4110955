import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { InvalidDatasetError } from '../dataset.js';
import type { LabelledBox } from '../dataset.js';
import { readClassNames } from './class-names.js';
import { PICTURE } from './labelled-picture.js';
import type { LabelledPicture } from './labelled-picture.js';

/** The last folder of that name on the way to a picture: labels lie beside it. */
const IMAGES = /(^|.*\/)images\//;

/**
 * `images/…/name.jpg` with `labels/…/name.txt`, or the same in folders of splits (`train/images/name.jpg` with
 * `train/labels/name.txt`): a line `class x y width height` for every object, the middle and the size as fractions of the
 * picture. A picture without a file of labels has no objects.
 * @returns undefined where there are no such labels
 * @throws InvalidDatasetError naming the file and the line
 */
export async function readYolo(root: string): Promise<LabelledPicture[] | undefined> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  if (!entries.some((entry) => entry.name === 'labels' && entry.isDirectory())) return undefined;
  const names = await readClassNames(root);
  const files = entries.map(({ parentPath, name }) => relative(root, join(parentPath, name)).replaceAll('\\', '/'));
  const pictures = files.filter((file) => IMAGES.test(file) && PICTURE.test(file)).sort();
  if (pictures.length === 0) throw new InvalidDatasetError(`${join(root, 'images')} is missing, or holds no pictures`);
  const labelled: LabelledPicture[] = [];
  for (const file of pictures) {
    const labels = join(root, file.replace(IMAGES, '$1labels/').replace(PICTURE, '.txt'));
    labelled.push({ file, objects: await readObjects(labels, names) });
  }
  return labelled;
}

async function readObjects(file: string, names: readonly string[]): Promise<LabelledBox[]> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return content
    .split('\n')
    .map((line, index) => ({ line: line.trim(), where: `${file}, line ${index + 1}` }))
    .filter(({ line }) => line !== '')
    .map(({ line, where }) => parseObject(line, where, names));
}

function parseObject(line: string, where: string, names: readonly string[]): LabelledBox {
  const numbers = line.split(/\s+/).map(Number);
  const [index = NaN, x = NaN, y = NaN, width = NaN, height = NaN] = numbers;
  if (numbers.length !== 5 || numbers.some(Number.isNaN)) {
    throw new InvalidDatasetError(`${where}: expected class, x, y, width and height, got "${line}"`);
  }
  const label = names[index];
  if (label === undefined) {
    throw new InvalidDatasetError(`${where}: there is no class ${index}, the names end at ${names.length - 1}`);
  }
  const areFractions = [x, y, width, height].every((value) => value >= 0 && value <= 1) && width > 0 && height > 0;
  if (!areFractions) {
    throw new InvalidDatasetError(`${where}: expected fractions of the picture between 0 and 1, got "${line}"`);
  }
  const within = (edge: number) => Math.min(1, Math.max(0, edge)); // rounded middles may lead a little outside
  return {
    label,
    left: within(x - width / 2),
    top: within(y - height / 2),
    right: within(x + width / 2),
    bottom: within(y + height / 2),
  };
}
