import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './setup/locations.mjs';
import { run } from './setup/run.mjs';
import { setUp } from './setup/set-up.mjs';
import { ApiClient } from './start/api-client.mjs';
import { Board } from './start/board.mjs';
import { makeFirstChampions } from './start/first-champions.mjs';
import { lockHome } from './start/home-lock.mjs';
import { onceEnded } from './start/once-ended.mjs';
import { originOf } from './start/origin.mjs';
import { freePort, isFree } from './start/ports.mjs';
import { readSettings } from './start/settings.mjs';
import { Supervisor } from './start/supervisor.mjs';
import { startTemporal } from './start/temporal.mjs';
import { waitUntil } from './start/wait-until.mjs';

const board = new Board(process.stdout);
const say = (/** @type {string} */ text) => board.say(text);

/** Sets up, starts everything, sees to a champion for every family, and says where to look; runs until it is ended. */
async function start(/** @type {AbortSignal} */ signal) {
  await setUp({ signal });
  const settings = await readSettings();
  const { MARQUEE_HOME: home, MARQUEE_HOST: host } = settings;
  const port = settings.MARQUEE_PORT === 0 ? await freePort(host, 0) : settings.MARQUEE_PORT;
  if (!(await isFree(host, port))) {
    throw new Error(`Port ${port} on ${host} is taken. End what listens there, or set MARQUEE_PORT to another one.`);
  }
  const unlockHome = lockHome(home);
  const supervisor = new Supervisor(join(home, 'logs'), say);
  try {
    const [temporal] = await Promise.all([
      startTemporal(supervisor, settings, { say, signal }),
      provideMovies(settings),
    ]);
    const environment = { TEMPORAL_ADDRESS: temporal.address, TF_CPP_MIN_LOG_LEVEL: '2' };
    for (const role of ['orchestration', 'training', 'analysis']) {
      supervisor.start({ ...program(role, 'workflows/worker.js', '--role', role), environment });
    }
    const listening = { ...environment, MARQUEE_PORT: String(port) };
    supervisor.start({ ...program('api', 'api/main.js'), environment: listening });

    const origin = originOf(host, port);
    const api = new ApiClient(origin);
    const complaint = `The API does not come up. Its log: ${supervisor.logOf('api')}`;
    await waitUntil(() => api.isLive(), { seconds: 60, complaint, signal });
    const page = origin.replace('127.0.0.1', 'localhost');
    say(`\nMarquee runs. The page: ${page}   The API: ${page}/api/docs   Ctrl-C ends it.`);
    say(`Temporal: ${temporal.page ?? temporal.address}   Logs: ${join(home, 'logs')}\n`);
    await makeFirstChampions(api, board, signal).then(
      (unseen) =>
        unseen.length === 0
          ? say(`\nEvery family has been seen to: ask for something at ${page}`)
          : say(`\nThese could not be seen to, ${page}/retraining says more: ${unseen.join(', ')}`),
      (error) =>
        signal.aborted || say(`\nNot every family could be seen to, ${page}/retraining says more: ${error.message}`),
    );
    if (!signal.aborted) await once(signal, 'abort');
  } finally {
    // Workers first: they hand their tasks back while Temporal still listens.
    await supervisor.stop([['training', 'analysis', 'orchestration', 'api'], ['temporal']]);
    unlockHome();
  }
}

/** The person's own movies, or ones that the project draws. */
async function provideMovies(/** @type {import('../platform/environment.js').Settings} */ settings) {
  if (settings.MARQUEE_DATA !== undefined) return say(`Movies: ${settings.MARQUEE_DATA}`);
  const folder = join(settings.MARQUEE_HOME, 'invented');
  say(`Movies: invented ones, drawn into ${folder} (MARQUEE_DATA names a folder of your own)`);
  await run(process.execPath, [join(ROOT, 'dist/training/invented/draw.js'), '--folder', folder]);
}

/** @param {string} name @param {string} file below dist @param {string[]} args */
function program(name, file, ...args) {
  return { name, command: process.execPath, args: [join(ROOT, 'dist', file), ...args] };
}

const ending = onceEnded(() => say('\nEnding…'));
try {
  await start(ending);
} catch (error) {
  if (!ending.aborted) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
