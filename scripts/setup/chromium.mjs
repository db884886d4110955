import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { makeWhole } from './files.mjs';
import { run } from './run.mjs';

/**
 * Unpacks the npm package's Chromium: the program, its graphics libraries, and a font for machines that have none.
 * @param {string} packed the package's folder of brotli files
 * @param {string} folder
 * @returns {Promise<string>} the program to start
 */
export async function unpackChromium(packed, folder) {
  await makeWhole(folder, async (temporary) => {
    await mkdir(temporary);
    await inflate(join(packed, 'chromium.br'), join(temporary, 'chromium'));
    await chmod(join(temporary, 'chromium'), 0o755);
    await untar(join(packed, 'swiftshader.tar.br'), temporary);
    await untar(join(packed, 'fonts.tar.br'), temporary);
    await writeFile(join(temporary, 'fonts.conf'), fontConfiguration(folder));
    if (!(await starts(join(temporary, 'chromium')))) {
      await untar(join(packed, 'al2023.tar.br'), temporary); // NSS and its like, which bare machines lack
    }
    await writeFile(join(temporary, 'start'), startScript(folder), { mode: 0o755 });
  });
  return join(folder, 'start');
}

/** @param {string} program */
function starts(program) {
  return run(program, ['--version']).then(
    () => true,
    () => false,
  );
}

/** @param {string} folder */
function startScript(folder) {
  return `#!/bin/sh
export FONTCONFIG_FILE='${folder}/fonts.conf'
[ -d '${folder}/lib' ] && export LD_LIBRARY_PATH='${folder}/lib'
exec '${folder}/chromium' "$@"
`;
}

/** @param {string} folder */
function fontConfiguration(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}

/** @param {string} packed @param {string} place */
function inflate(packed, place) {
  return pipeline(createReadStream(packed), createBrotliDecompress({ chunkSize: 1 << 20 }), createWriteStream(place));
}

/** @param {string} packed @param {string} folder */
async function untar(packed, folder) {
  const tar = join(folder, 'unpacking.tar');
  await inflate(packed, tar);
  await run('tar', ['-xf', tar, '-C', folder]);
  await rm(tar);
}
