import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, makeWhole } from './files.mjs';
import { PLATFORM } from './locations.mjs';
import { obtain } from './obtain.mjs';
import { run } from './run.mjs';

/** @typedef {import('./lock.mjs').Asset} Asset @typedef {import('./locations.mjs').Places} Places */

/** The programs and libraries are packed a second time within the wheel, as LZMA, which Node cannot read. */
const UNPACK = `
import lzma, os, sys, zipfile
wheel, folder = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name.startswith('milvus/data/bin/') and name.endswith('.lzma'):
            path = os.path.join(folder, os.path.basename(name)[:-len('.lzma')])
            with archive.open(name) as packed, lzma.open(packed) as source, open(path, 'wb') as target:
                while block := source.read(1 << 20):
                    target.write(block)
            os.chmod(path, 0o755)
        elif name == 'milvus/data/config.yaml.template' or name == 'milvus/data/glog.conf':
            with open(os.path.join(folder, os.path.basename(name)), 'wb') as target:
                target.write(archive.read(name))
`;

/** The folder with the server, its libraries and its settings. @param {Asset} milvus @param {Places} places */
export function milvusFolder({ version }, { cache }) {
  return join(cache, 'milvus', version);
}

/**
 * Provides the standalone Milvus, the binary itself: the Python launcher that comes with it loses track of its child.
 * @param {Asset} milvus
 * @param {Places} places
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideMilvus(milvus, places) {
  const folder = milvusFolder(milvus, places);
  if (await exists(folder)) return { did: 'already there' };
  if (!milvus.platforms?.includes(PLATFORM)) return { did: `nothing for ${PLATFORM}: its tests are left out` };
  const { result: wheel, from } = await obtain(milvus, places);
  await makeWhole(folder, async (temporary) => {
    await mkdir(temporary);
    await run('python3', ['-c', UNPACK, wheel, temporary]);
  });
  await rm(join(places.cache, 'downloads', `${milvus.sha256}-${milvus.file}`), { force: true });
  return { did: `from ${from}`, bytes: milvus.bytes };
}
