import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { exists, makeWhole } from '../../setup/files.mjs';
import { places } from '../../setup/locations.mjs';
import { run } from '../../setup/run.mjs';

/**
 * Builds a program from its Go module, once: that takes minutes.
 * @param {string} name @param {string} module with its version
 * @returns {Promise<string>} its path
 */
export async function goProgram(name, module) {
  const [, version = ''] = module.split('@');
  const path = join(places().cache, 'stand-ins', `${name}-${version}`, name);
  if (await exists(path)) return path;
  await makeWhole(dirname(path), async (temporary) => {
    await mkdir(temporary);
    await run('go', ['install', '-trimpath', '-ldflags=-s -w', module], {
      env: { GOBIN: temporary, CGO_ENABLED: '0' },
    });
    const [built = ''] = await readdir(temporary);
    if (built !== basename(path)) await run('mv', [join(temporary, built), join(temporary, name)]);
  });
  return path;
}
