import { setTimeout as sleep } from 'node:timers/promises';
import { begin, publishedBy, retraining } from './whole-loop.mjs';

/** @typedef {import('./deployment.mjs').Deployment} Deployment */

const OURS = ['api', 'web', 'worker-training', 'worker-orchestration', 'worker-analysis'];
const LONGEST_DRAIN_SECONDS = 10;
const AT_ONCE = 4;
const LONG_FAMILY = 'poster-check'; // its images take the backbone half a minute
const LONGEST_PREPARATION_SECONDS = 120;

/** @param {Deployment} deployment */
export async function cannotBeWrittenTo(deployment) {
  for (const service of OURS) {
    const { output } = await deployment.exec(
      service,
      'sh',
      '-c',
      'id -u; touch /written 2>&1; touch /tmp/written && echo temporary',
    );
    const [user = '', ...said] = output.trim().split('\n');
    if (user === '0') throw new Error(`${service} runs as root`);
    if (!said.join(' ').includes('Read-only file system'))
      throw new Error(`${service} can write to its root: ${output}`);
    if (!said.includes('temporary')) throw new Error(`${service} has no place for temporary files: ${output}`);
  }
  return { did: `${OURS.length} read-only, none as root` };
}

/**
 * Stops the API while it is asked: what it has taken on is answered, what comes later hears so from the web container.
 * @param {Deployment} deployment @param {() => Promise<Response>} ask
 */
export async function drains(deployment, ask) {
  /** @type {string[]} */
  const wrong = [];
  let answered = 0;
  let isOver = false;
  const asking = Array.from({ length: AT_ONCE }, async () => {
    while (!isOver) {
      const said = await ask().then(codeOf, (error) => String(error.cause ?? error));
      if (said === 'OK') answered++;
      else if (said !== 'API_UNAVAILABLE') wrong.push(said);
      if (said !== 'OK') await sleep(50);
    }
  });
  await sleep(2000);
  const { seconds, exitCode } = await deployment.stop('api');
  isOver = true;
  await Promise.all(asking);
  if (exitCode !== 0) throw new Error(`The API ended with ${exitCode} after ${seconds.toFixed(1)} s`);
  if (seconds > LONGEST_DRAIN_SECONDS) throw new Error(`The API took ${seconds.toFixed(1)} s to end`);
  if (wrong.length > 0) throw new Error(`Cut off while the API ended: ${wrong.join(', ')}`);
  return { did: `in ${seconds.toFixed(1)} s, ${answered} answered` };
}

/** @param {Response} response @returns {Promise<string>} */
async function codeOf(response) {
  const { code = String(response.status) } = /** @type {{ code?: string }} */ (await response.json());
  return response.ok ? 'OK' : code;
}

/** @param {Deployment} deployment @param {readonly string[]} services */
export async function endQuickly(deployment, services) {
  const times = [];
  for (const service of services) {
    const { seconds, exitCode } = await deployment.stop(service);
    if (exitCode !== 0) throw new Error(`${service} ended with ${exitCode}. ${await deployment.logsOf(service)}`);
    if (seconds > LONGEST_DRAIN_SECONDS) throw new Error(`${service} took ${seconds.toFixed(1)} s to end`);
    times.push(`${service} ${seconds.toFixed(1)} s`);
  }
  return { did: times.join(', ') };
}

/**
 * Ends the worker in the middle of its work and starts it again: the run goes on to its end.
 * @param {Deployment} deployment @param {string} origin
 */
export async function isTakenUpAgain(deployment, origin) {
  const id = await begin(origin, LONG_FAMILY);
  const deadline = Date.now() + LONGEST_PREPARATION_SECONDS * 1000;
  while ((await retraining(origin, id)).progress?.stage !== 'training') {
    if (Date.now() > deadline) throw new Error(`${id} does not begin to train`);
    await sleep(500);
  }
  const { did } = await endQuickly(deployment, ['worker-training']);
  await deployment.startAgain('worker-training');
  return { did: `${did}, then ${await publishedBy(origin, id)}` };
}
