import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeEnvironment } from './containers/environment.mjs';
import { Deployment } from './containers/testing/deployment.mjs';
import { expectSuccess, findEngine } from './containers/testing/engine.mjs';
import { hasNoBuildTools, hasNoTensorflow, isForNobodySpecial, isSmall } from './containers/testing/image-checks.mjs';
import { provideImages, removeStandIns } from './containers/testing/images.mjs';
import { takeLogs } from './containers/testing/log-socket.mjs';
import { pageLoads, passesUploadsOn, refusesStrangers } from './containers/testing/page-checks.mjs';
import { cannotBeWrittenTo, drains, endQuickly, isTakenUpAgain } from './containers/testing/running-checks.mjs';
import { answers, predict, retrains } from './containers/testing/whole-loop.mjs';
import { ROOT } from './setup/locations.mjs';
import { step } from './setup/step.mjs';
import { freePort } from './start/ports.mjs';
import { onceEnded } from './start/once-ended.mjs';

/** @typedef {import('./containers/testing/engine.mjs').Engine} Engine */

const HOST = '127.0.0.1';
const COMPOSE_FILE = join(ROOT, 'docker-compose.yml');
const SECRETS = ['POSTGRES_PASSWORD', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'MILVUS_PASSWORD'];
const OURS = ['api', 'worker', 'web'];
const ending = onceEnded(() => console.log('\nEnding…'));
let held = 0;

/** @param {string} title @param {() => Promise<import('./setup/step.mjs').Done>} work */
async function holds(title, work) {
  ending.throwIfAborted();
  await step(title, [], work);
  held++;
}

/** Builds the images, starts what docker-compose.yml describes, and holds it to what it promises. */
async function test(/** @type {Engine} */ engine) {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-containers-'));
  const project = `marquee-test-${process.pid}`;
  const [port, uiPort] = [await freePort(HOST, 0), await freePort(HOST, 0)];
  const environmentFile = join(folder, '.env');
  writeEnvironment(environmentFile);
  const choices = {
    MARQUEE_VERSION: project,
    MARQUEE_PORT: port,
    TEMPORAL_UI_PORT: uiPort,
    MARQUEE_NAMES: 'cinema.test',
  };
  appendFileSync(
    environmentFile,
    Object.entries(choices)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const deployment = new Deployment(engine, project, { environmentFile, composeFile: COMPOSE_FILE, signal: ending });
  const endLogs = engine.watchesHealth ? () => {} : await takeLogs();
  /** @type {string[]} */
  let standIns = [];
  try {
    await refusesToStartWithoutSecrets(engine, folder);
    standIns = await provideImages(engine, (text) => console.log(`  … ${text}`));
    await checkImages(engine, deployment, project);
    await checkRunning(deployment, `http://${HOST}:${port}`, `http://${HOST}:${uiPort}`);
    const instead =
      standIns.length === 0 ? '' : ` (${standIns.length} stand-ins, named above, instead of images of a registry)`;
    console.log(`\n${held} passed, 0 failed\nContainers hold what they promise, with ${engine.name}${instead}.`);
  } finally {
    await deployment.down().catch((error) => console.error(error.message));
    for (const name of OURS) await engine.run(['rmi', `marquee/${name}:${project}`]);
    await removeStandIns(engine, standIns);
    endLogs();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Engine} engine @param {string} folder */
async function refusesToStartWithoutSecrets(engine, folder) {
  await holds('Nothing starts without secrets', async () => {
    for (const missing of SECRETS) {
      const file = join(folder, `without-${missing}`);
      writeFileSync(file, SECRETS.map((name) => (name === missing ? `${name}=\n` : `${name}=some\n`)).join(''));
      const { code, output } = await engine.compose(['--env-file', file, '--file', COMPOSE_FILE, 'config']);
      if (code === 0 || !output.includes(missing)) throw new Error(`Without ${missing} it says: ${output}`);
    }
    return { did: `${SECRETS.length} asked for` };
  });
}

/** @param {Engine} engine @param {Deployment} deployment @param {string} version */
async function checkImages(engine, deployment, version) {
  await holds('Images, built', async () => {
    const network = engine.name === 'podman' ? ['--podman-build-args=--network host'] : [];
    expectSuccess(await deployment.build(network), 'compose build');
    return { did: OURS.join(', ') };
  });
  const image = (/** @type {string} */ name) => `marquee/${name}:${version}`;
  await holds('Size of the API image', () => isSmall(engine, image('api')));
  await holds('TensorFlow in the API image', () => hasNoTensorflow(engine, image('api')));
  for (const name of OURS) {
    await holds(`Build tools in ${name}`, () => hasNoBuildTools(engine, image(name)));
    await holds(`User of ${name}`, () => isForNobodySpecial(engine, image(name)));
  }
}

/** @param {Deployment} deployment @param {string} origin @param {string} temporalPages */
async function checkRunning(deployment, origin, temporalPages) {
  await holds('Everything is up and healthy', () => deployment.up().then(() => ({ did: 'yes' })));
  await holds('Root file systems', () => cannotBeWrittenTo(deployment));
  await holds('The page', () => pageLoads(origin));
  await holds("Temporal's pages", () => temporalShows(temporalPages));
  await holds('Strangers are refused', () => refusesStrangers(origin));
  await holds('Uploads reach the API', () => passesUploadsOn(origin));
  let version = '';
  await holds('A family is retrained', async () => {
    const done = await retrains(origin);
    version = done.did;
    return done;
  });
  let before = '';
  await holds('Its champion answers', async () => {
    const { did, prediction } = await becomesSo(() => answers(origin, version), 30);
    before = prediction;
    return { did };
  });
  await holds('The API drains', () => drains(deployment, () => predict(origin)));
  await holds('It comes back, and answers the same', async () => {
    await deployment.startAgain('api');
    const { prediction } = await becomesSo(() => answers(origin, version), 60);
    if (prediction !== before) throw new Error(`Before: ${before}\nNow: ${prediction}`);
    return { did: 'same prediction' };
  });
  await holds('A run outlives its worker', () => isTakenUpAgain(deployment, origin));
  await holds('The others end as well', () =>
    endQuickly(deployment, ['web', 'worker-training', 'worker-orchestration', 'worker-analysis']),
  );
}

/** Also that they reach Temporal, and that the namespace remembers ended runs. @param {string} pages */
async function temporalShows(pages) {
  const page = await fetch(pages);
  const answer = await fetch(`${pages}/api/v1/namespaces/marquee`);
  const namespace = await answer.text();
  if (!page.ok || !answer.ok)
    throw new Error(`Temporal's pages answer ${page.status}, their API ${answer.status} ${namespace}`);
  const retention = JSON.parse(namespace).config?.workflowExecutionRetentionTtl;
  if (retention !== '2592000s') throw new Error(`Ended runs are kept for ${retention} instead of 30 days`);
  return { did: 'namespace with 30 days' };
}

/**
 * @template T
 * @param {() => Promise<T>} attempt @param {number} seconds
 * @returns {Promise<T>}
 */
async function becomesSo(attempt, seconds) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

try {
  const engine = await findEngine();
  if (typeof engine === 'string')
    console.log(`SKIPPED: no containers were built or run, for want of an engine (${engine})`);
  else await test(engine);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(`\n${held} passed, 1 failed`);
  process.exitCode = 1;
}
