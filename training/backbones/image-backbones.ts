import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { backboneFolder, isSame, readDescription, replaceFolder } from './converted-folder.js';
import type { BackboneDescription } from './converted-folder.js';
import { IMAGE_BACKBONE } from './image-backbone.js';
import { MOBILE_NETS, convertMobileNet } from './mobile-net-v2.js';

/** The networks that pictures can be looked at with. The first is the one where nothing else is said. */
export const IMAGE_BACKBONES: readonly BackboneDescription[] = [IMAGE_BACKBONE, ...MOBILE_NETS];

/**
 * Converts a MobileNet whose layers lie in the data folder, unless that was done before. Set-up sees to EfficientNet-Lite0,
 * which every installation needs; these are for whoever has the weights and wants to compare.
 */
export async function provideImageBackbone(name: string, cacheFolder: string, dataFolder: string): Promise<void> {
  const net = MOBILE_NETS.find((other) => other.name === name);
  if (net === undefined) return;
  const folder = backboneFolder(cacheFolder, net.name);
  const source = join(dataFolder, net.source);
  if (isSame(await readDescription(folder), net) || !(await exists(join(source, 'model.json')))) return;
  const { sha256, dimensions, conversion } = net;
  await replaceFolder(folder, { name, sha256, dimensions, conversion }, (temporary) =>
    convertMobileNet(net, source, temporary),
  );
}

/** Where a person would put what is missing. */
export function sourceOf(name: string): string | undefined {
  return MOBILE_NETS.find((net) => net.name === name)?.source;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
