import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { provideNode, withNode } from './node-versions/provide-node.mjs';
import { VERSIONS } from './node-versions/versions.mjs';
import { places, ROOT } from './setup/locations.mjs';

// node scripts/node-versions.mjs [20 22 24] [-- jest's own arguments]: runs the tests on each of these versions of Node, one
// after the other, and ends with 1 when they failed on any.
const separator = process.argv.indexOf('--');
const versions = process.argv.slice(2, separator === -1 ? undefined : separator);
const jest = separator === -1 ? [] : process.argv.slice(separator + 1);

/** @param {string} major */
async function test(major) {
  try {
    const { path, version, from } = await provideNode(major, places());
    console.log(`\nNode ${version} (from ${from})`);
    const options = { cwd: ROOT, env: withNode(path), stdio: /** @type {const} */ ('inherit') };
    const { status } = spawnSync(path, [join(ROOT, 'scripts/test.mjs'), ...jest], options);
    return { major, line: `Node ${version}: ${status === 0 ? 'passed' : 'failed'}`, isGood: status === 0 };
  } catch (error) {
    return { major, line: `Node ${major}: ${error instanceof Error ? error.message : error}`, isGood: false };
  }
}

const results = [];
for (const major of versions.length > 0 ? versions : Object.keys(VERSIONS)) results.push(await test(major));
console.log(`\n${results.map(({ line }) => line).join('\n')}`);
process.exitCode = results.every(({ isGood }) => isGood) ? 0 : 1;
