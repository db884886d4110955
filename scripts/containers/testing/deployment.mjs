import { setTimeout as sleep } from 'node:timers/promises';
import { expectSuccess } from './engine.mjs';

/** @typedef {import('./engine.mjs').Engine} Engine */

/** The order of docker-compose.yml's `depends_on`, for engines that do not wait for health by themselves. */
export const ORDER = [
  ['postgres', 'etcd', 's3'],
  ['temporal-schema', 'milvus'],
  ['temporal'],
  ['temporal-namespace', 'temporal-ui', 'prepare', 'movies'],
  ['api', 'worker-training', 'worker-orchestration', 'worker-analysis'],
  ['web'],
];
const RUN_ONCE = ['temporal-schema', 'temporal-namespace', 'prepare', 'movies'];
const LONGEST_START_SECONDS = 300;

/** What docker-compose.yml describes, under a name of its own beside others. */
export class Deployment {
  #options;
  #signal;

  /**
   * @param {Engine} engine @param {string} project
   * @param {{ environmentFile: string, composeFile: string, signal: AbortSignal }} options the signal ends waiting early
   */
  constructor(engine, project, { environmentFile, composeFile, signal }) {
    this.engine = engine;
    this.#signal = signal;
    this.project = project;
    this.#options = ['--project-name', project, '--env-file', environmentFile, '--file', composeFile];
  }

  /** @param {readonly string[]} args @returns {Promise<string>} */
  async compose(args) {
    return expectSuccess(await this.engine.compose([...this.#options, ...args]), `compose ${args[0]}`);
  }

  /** Builds our images. @param {readonly string[]} options of the compose program itself */
  build(options) {
    return this.engine.compose([...options, ...this.#options, 'build']);
  }

  /** Starts everything and waits until it is healthy. */
  async up() {
    if (this.engine.watchesHealth) return void (await this.compose(['up', '--detach', '--wait']));
    await this.#refuseUnknownServices();
    for (const services of ORDER) {
      await this.compose(['up', '--detach', '--no-deps', '--no-build', ...services]);
      for (const service of services) await this.becomesReady(service);
    }
  }

  /** A service that nobody starts would be missed by none of the checks. */
  async #refuseUnknownServices() {
    const services = (await this.compose(['config', '--services'])).split(/\s+/);
    const unknown = services.filter((service) => /^[a-z0-9-]+$/.test(service) && !ORDER.flat().includes(service));
    if (unknown.length > 0)
      throw new Error(`scripts/containers/testing/deployment.mjs starts no ${unknown.join(', ')}`);
  }

  /** @param {string} service */
  async becomesReady(service) {
    const id = await this.idOf(service);
    const deadline = Date.now() + LONGEST_START_SECONDS * 1000;
    while (!(await this.#isReady(service, id))) {
      if (Date.now() > deadline) throw new Error(`${service} does not become ready. ${await this.logsOf(service)}`);
      await sleep(1000, undefined, { signal: this.#signal });
    }
  }

  /** @param {string} service @param {string} id */
  async #isReady(service, id) {
    const { Status, ExitCode } = await this.stateOf(id);
    if (RUN_ONCE.includes(service)) return Status === 'exited' && ExitCode === 0;
    if (Status !== 'running') return false;
    return (await this.engine.run(['healthcheck', 'run', id])).code === 0;
  }

  /** @param {string} service @returns {Promise<string>} */
  async idOf(service) {
    const labels = [`com.docker.compose.project=${this.project}`, `com.docker.compose.service=${service}`];
    const filters = labels.flatMap((label) => ['--filter', `label=${label}`]);
    const [id = ''] = (await this.engine.ask('ps', '--all', '--quiet', ...filters)).split('\n');
    if (id === '') throw new Error(`There is no container of ${service}`);
    return id;
  }

  /** @param {string} id @returns {Promise<{ Status: string, ExitCode: number, OOMKilled: boolean }>} */
  async stateOf(id) {
    return JSON.parse(await this.engine.ask('inspect', '--format', '{{json .State}}', id));
  }

  /** @param {string} service @param {...string} command @returns {Promise<import('./engine.mjs').Ended>} */
  async exec(service, ...command) {
    return this.engine.run(['exec', await this.idOf(service), ...command]);
  }

  /**
   * Ends a container as its host would.
   * @param {string} service
   * @returns {Promise<{ seconds: number, exitCode: number }>}
   */
  async stop(service) {
    const id = await this.idOf(service);
    const startedAt = performance.now();
    await this.engine.ask('stop', '--time', '30', id);
    return { seconds: (performance.now() - startedAt) / 1000, exitCode: (await this.stateOf(id)).ExitCode };
  }

  /** @param {string} service */
  async startAgain(service) {
    await this.engine.ask('start', await this.idOf(service));
    await this.becomesReady(service);
  }

  /** @param {string} service */
  async logsOf(service) {
    const { output } = await this.engine.run(['logs', '--tail', '40', await this.idOf(service)]);
    return `Its log:\n${output.trim()}`;
  }

  /** Removes the containers with their networks and volumes. */
  async down() {
    // By force first: one that is being started again while it is taken down would stay.
    const ids = await this.engine.ask(
      'ps',
      '--all',
      '--quiet',
      '--filter',
      `label=com.docker.compose.project=${this.project}`,
    );
    if (ids !== '') await this.engine.run(['rm', '--force', ...ids.split('\n')]);
    await this.compose(['down', '--volumes', '--timeout', '10']);
  }
}
