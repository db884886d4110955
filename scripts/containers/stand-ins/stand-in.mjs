import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectSuccess } from '../testing/engine.mjs';

/**
 * An image that takes another one's name where no registry can be reached, so that what uses it can be tried at all.
 * @typedef {object} StandIn
 * @property {string} image the name it takes
 * @property {string} is what it really is, for people
 * @property {() => Promise<Record<string, string>>} [files] files and folders of this machine by their names in the build
 * @property {readonly string[]} containerfile lines
 */

/** @param {import('../testing/engine.mjs').Engine} engine @param {StandIn} standIn */
export async function makeStandIn(engine, { image, files, containerfile }) {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-stand-in-'));
  try {
    for (const [name, path] of Object.entries((await files?.()) ?? {})) {
      cpSync(path, join(folder, name), { recursive: true });
    }
    writeFileSync(join(folder, 'Containerfile'), `${containerfile.join('\n')}\n`);
    const args = ['build', '--network', 'host', '--file', join(folder, 'Containerfile'), '--tag', image, folder];
    expectSuccess(await engine.run(args), `building the stand-in for ${image}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
