import { readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeWhole } from './files.mjs';
import { run } from './run.mjs';
import { extract } from './zip.mjs';

/** What of the wheel is used: two shared libraries, their licences, and the headers that the add-on includes. */
const FILES = new Map([
  ['tensorflow/libtensorflow_cc.so.2', 'lib/libtensorflow_cc.so.2'],
  ['tensorflow/libtensorflow_framework.so.2', 'lib/libtensorflow_framework.so.2'],
  ['tensorflow/THIRD_PARTY_NOTICES.txt', 'THIRD_PARTY_NOTICES.txt'],
]);
const HEADERS =
  /^tensorflow\/(include\/(?:tensorflow\/c|tensorflow\/core\/platform|tensorflow\/tsl|tsl|xla\/tsl)\/.+\.h)$/;

/**
 * Lays out the C library as the compiler expects it. The Python wheel exports the whole C API.
 * @param {string} wheel
 * @param {string} folder
 */
export async function unpackLibrary(wheel, folder) {
  await makeWhole(folder, async (temporary) => {
    await extract(wheel, (name) => {
      const place = FILES.get(name) ?? HEADERS.exec(name)?.[1];
      return place === undefined ? undefined : join(temporary, place);
    });
    const lib = join(temporary, 'lib');
    const libraries = (await readdir(lib)).map((name) => join(lib, name));
    // A quarter smaller. Where there is no `strip` the libraries work as they are.
    await run('strip', ['--strip-unneeded', ...libraries]).catch(() => {});
    await symlink('libtensorflow_cc.so.2', join(lib, 'libtensorflow.so'));
    await symlink('libtensorflow_framework.so.2', join(lib, 'libtensorflow_framework.so'));
  });
}

/**
 * Compiles the add-on between TensorFlow.js and the C library out of the npm package's own sources. It finds the
 * library beside itself, in `deps/lib` of that package.
 * @param {string} addOn where it shall lie
 * @param {string} libraryFolder
 * @param {string} npmPackage the folder of @tensorflow/tfjs-node-gpu
 * @param {string} nodeHeaders
 */
export async function compileAddOn(addOn, libraryFolder, npmPackage, nodeHeaders) {
  await makeWhole(addOn, (temporary) =>
    run('g++', [
      ...['-std=gnu++17', '-O2', '-fPIC', '-shared', '-w', '-DNAPI_VERSION=8'],
      ...['-I', nodeHeaders, '-I', join(libraryFolder, 'include'), '-I', dirname(npmPackage)],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(npmPackage, 'binding', file)),
      ...['-L', join(libraryFolder, 'lib'), '-ltensorflow', '-ltensorflow_framework'],
      ...['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', temporary],
    ]),
  );
}
