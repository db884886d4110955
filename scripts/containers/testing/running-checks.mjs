import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {import('./deployment.mjs').Deployment} Deployment */

const OURS = ['api', 'web', 'worker-training', 'worker-orchestration'];
const LONGEST_DRAIN_SECONDS = 10;
const AT_ONCE = 4;

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
      const response = await ask();
      const { code } = /** @type {{ code?: string }} */ (await response.json());
      if (response.ok) answered++;
      else if (code !== 'API_UNAVAILABLE') wrong.push(`${response.status} ${code}`);
      if (!response.ok) await sleep(50);
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
