import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { drawCatalogue } from './draw-catalogue.js';

const { values } = parseArgs({ options: { folder: { type: 'string' } } });
if (values.folder === undefined) {
  console.error('Usage: node dist/training/invented/draw.js --folder <folder>');
  process.exit(2);
}
const folder = resolve(values.folder);
await mkdir(dirname(folder), { recursive: true });
const isNew = await drawCatalogue(folder);
console.log(isNew ? `Drew the invented catalogue into ${folder}` : `The invented catalogue is in ${folder} already`);
