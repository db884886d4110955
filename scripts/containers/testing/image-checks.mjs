/** @typedef {import('./engine.mjs').Engine} Engine */

const LARGEST_API_BYTES = 400e6;
const BUILD_TOOLS = ['npm', 'npx', 'yarn', 'gcc', 'g++', 'cc', 'make', 'python3', 'go', 'git'];

/** @param {Engine} engine @param {string} image @returns {Promise<number>} */
async function bytesOf(engine, image) {
  return Number(await engine.ask('image', 'inspect', '--format', '{{.Size}}', image));
}

/** Runs a program in a fresh container. @param {Engine} engine @param {string} image @param {...string} command */
function runIn(engine, image, ...command) {
  return engine.ask('run', '--rm', '--network', 'none', '--entrypoint', '', image, ...command);
}

/** @param {Engine} engine @param {string} image */
export async function isSmall(engine, image) {
  const bytes = await bytesOf(engine, image);
  if (bytes > LARGEST_API_BYTES) throw new Error(`${image} has ${Math.round(bytes / 1e6)} MB; at most 400 are wanted`);
  return { did: 'under 400 MB', bytes };
}

/** @param {Engine} engine @param {string} image */
export async function hasNoTensorflow(engine, image) {
  const found = await runIn(
    engine,
    image,
    'sh',
    '-c',
    'find / -xdev -iname "*tensorflow*" -o -xdev -iname "tfjs*" 2>/dev/null || true',
  );
  if (found !== '') throw new Error(`${image} holds TensorFlow:\n${found}`);
  return { did: 'none found' };
}

/** @param {Engine} engine @param {string} image */
export async function hasNoBuildTools(engine, image) {
  const found = await runIn(
    engine,
    image,
    'sh',
    '-c',
    `for tool in ${BUILD_TOOLS.join(' ')}; do command -v $tool; done; true`,
  );
  if (found !== '') throw new Error(`${image} holds ${found.split('\n').join(', ')}`);
  return { did: `none of ${BUILD_TOOLS.length} found`, bytes: await bytesOf(engine, image) };
}

/** @param {Engine} engine @param {string} image */
export async function isForNobodySpecial(engine, image) {
  const user = await runIn(engine, image, 'id', '-u');
  if (user === '0') throw new Error(`${image} runs as root`);
  return { did: `user ${user}` };
}
