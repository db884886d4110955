import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Random } from '../../training/random.js';
import { drawPosters } from '../retraining/drawn-posters.js';
import type { Retraining } from '../retraining/retraining-bench.js';
import { largestDifference } from '../retraining/weights.js';
import { startTemporal } from '../support/temporal-server.js';
import { EPOCHS, Installation } from './installation.js';

// `npm run soak` asks for more of them.
const KILLS = Number(process.env['SOAK_KILLS'] ?? 40);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const LANES = 3; // after a kill most of the time is waiting for the heartbeat timeout: others go on meanwhile
// Most of a run is spent in training; who orchestrates dies as well, alone or with the whole machine.
const VICTIMS: readonly (readonly ('orchestration' | 'training')[])[] = [
  ['training'],
  ['training'],
  ['training'],
  ['orchestration'],
  ['orchestration', 'training'],
];
const SILENCE_SECONDS = 8; // three workers compute on few cores: one that is slow is not to be taken for dead
const SECONDS_PER_KILL = 30;
const FRACTION_OF_RUN = 0.4; // of an undisturbed run, the longest time between two kills: several fall into each run
const KILLS_PER_RUN = 6; // a step is tried ten times; on a slow machine it might never get to its end between two kills

let temporal: TestWorkflowEnvironment;
let data: string;
const lanes: Installation[] = [];

beforeAll(async () => {
  temporal = await startTemporal();
  data = await mkdtemp(join(tmpdir(), 'marquee-kills-'));
  await drawPosters(data, 320);
  const settings = {
    ...{ MARQUEE_DATA: data, TEMPORAL_ADDRESS: temporal.address, MARQUEE_INFERENCE_THREADS: '1' },
    MARQUEE_HEARTBEAT_TIMEOUT_SECONDS: String(SILENCE_SECONDS),
  };
  for (let lane = 0; lane < LANES; lane++) lanes.push(await Installation.create(settings));
}, 60_000);

afterAll(async () => {
  await Promise.all(lanes.map((lane) => lane.remove()));
  await temporal.teardown();
  await rm(data, { recursive: true, force: true });
}, 60_000);

it(
  `every run ends with one version and the undisturbed weights, whenever its worker is killed (${KILLS} times)`,
  async () => {
    const undisturbed = await measureUndisturbed(lanes[0]!);
    const tally = new Tally();
    await Promise.all(lanes.map((lane, index) => disturb(lane, new Random(SEED + index), undisturbed, tally)));
    console.log(tally.describe());
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS);
    expect(tally.steps.size).toBeGreaterThan(2); // not the same moment again and again
  },
  120_000 + KILLS * SECONDS_PER_KILL * 1000,
);

interface Undisturbed {
  readonly weights: Float32Array;
  readonly milliseconds: number;
}

async function measureUndisturbed(lane: Installation): Promise<Undisturbed> {
  const worker = await lane.startWorker();
  const run = async () => {
    const before = performance.now();
    const weights = await lane.weightsOf(await lane.versionOf(await lane.retrain(temporal.client)));
    return { weights, milliseconds: performance.now() - before };
  };
  await run(); // the first reads every poster, the next have its features
  const undisturbed = await run();
  await worker.end('SIGTERM');
  return undisturbed;
}

/** Runs one retraining after the other and kills their workers at random moments until there were enough kills. */
async function disturb(lane: Installation, random: Random, undisturbed: Undisturbed, tally: Tally): Promise<void> {
  const earlier = new Set(await lane.versions());
  const longest = FRACTION_OF_RUN * undisturbed.milliseconds;
  const workers = {
    orchestration: await lane.startWorker('orchestration'),
    training: await lane.startWorker('training'),
  };
  while (tally.kills < KILLS) {
    const retraining = await lane.retrain(temporal.client);
    const ended = retraining.result().then(
      () => true,
      () => true,
    );
    const epochs: number[][] = [];
    let from = workers.training.epochs.length;
    for (let kills = 0; kills < KILLS_PER_RUN && tally.kills < KILLS; kills++) {
      if (await Promise.race([ended, sleep(random.fraction() * longest, false)])) break;
      const roles = VICTIMS[Math.floor(random.fraction() * VICTIMS.length)]!;
      tally.add(await stepOf(retraining), roles);
      await Promise.all(roles.map((role) => workers[role].end('SIGKILL')));
      for (const role of roles) {
        if (role === 'training') epochs.push(workers.training.epochs.slice(from));
        workers[role] = await lane.startWorker(role);
        if (role === 'training') from = 0;
      }
      if (roles.includes('training')) await sleep(SILENCE_SECONDS * 1000); // until then nobody knows of the death
    }
    const version = await lane.versionOf(retraining);
    epochs.push(workers.training.epochs.slice(from));

    const told = `run ${retraining.workflowId}, epochs ${JSON.stringify(epochs)}`;
    expect(earlier).not.toContain(version);
    expect([told, (await lane.versions()).filter((name) => !earlier.has(name))]).toEqual([told, [version]]);
    expect([told, await lane.keys('checkpoints/')]).toEqual([told, []]);
    expect([told, repeated(epochs)]).toEqual([told, 0]);
    const difference = largestDifference(undisturbed.weights, await lane.weightsOf(version));
    expect(difference).toBeLessThan(1e-5);
    tally.end(difference);
    earlier.add(version);
  }
}

/** The step a run is at, as the server knows it. */
async function stepOf(retraining: Retraining): Promise<string> {
  const { raw } = await retraining.describe();
  return raw.pendingActivities?.[0]?.activityType?.name ?? 'between two steps';
}

/**
 * How many epochs were run again beyond the one that a kill interrupted, of which the log may or may not have heard: of
 * the last epoch it may have heard nothing at all. That it was run all the same is told by the weights.
 */
function repeated(workers: readonly (readonly number[])[]): number {
  let again = 0;
  for (const [index, epochs] of workers.entries()) {
    const before = workers.slice(0, index).flat().at(-1) ?? 0;
    const [first = before + 1, ...others] = epochs;
    again += Math.max(0, before - first) + others.filter((epoch, at) => epoch <= epochs[at]!).length;
  }
  const last = workers.flat().at(-1);
  const isUnheard = last === EPOCHS - 1 && workers.at(-1)!.length === 0; // the worker was killed as soon as it was kept
  return again + (last === EPOCHS || isUnheard ? 0 : EPOCHS);
}

class Tally {
  readonly steps = new Map<string, number>();
  kills = 0;
  readonly #victims = new Map<string, number>();
  #runs = 0;
  #difference = 0;

  add(step: string, roles: readonly string[]): void {
    this.kills++;
    for (const [counts, key] of [
      [this.steps, step],
      [this.#victims, roles.join(' and ')],
    ] as const)
      counts.set(key, (counts.get(key) ?? 0) + 1);
  }

  end(difference: number): void {
    this.#runs++;
    this.#difference = Math.max(this.#difference, difference);
  }

  describe(): string {
    const list = (counts: ReadonlyMap<string, number>, word: string) =>
      [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([what, count]) => `${count} ${word} ${what}`)
        .join(', ');
    return [
      `${this.kills} kills in ${this.#runs} runs (seed ${SEED}): ${list(this.steps, 'in')}; ${list(this.#victims, 'of')}.`,
      `Largest difference of a weight from the undisturbed run: ${this.#difference}`,
    ].join('\n');
  }
}
