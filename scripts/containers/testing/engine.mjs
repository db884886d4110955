import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOf } from '../../setup/end-of.mjs';

/** @typedef {{ code: number | null, output: string }} Ended output: both streams, as they came */

/**
 * What Podman needs on a machine without systemd, as in another container: no cgroups by systemd, and limits that a
 * process may set.
 */
const WITHOUT_SYSTEMD = `[containers]
default_ulimits = ["nofile=1024:20000", "nproc=1024:4096"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
`;

/** Docker or Podman, with its way of reading compose files. */
export class Engine {
  #compose;
  #environment;

  /** @param {'docker' | 'podman'} name @param {readonly string[]} compose @param {Record<string, string>} environment */
  constructor(name, compose, environment) {
    this.name = name;
    this.#compose = compose;
    this.#environment = environment;
  }

  /** Whether it starts services in their order and watches their health by itself; we do that for the other one. */
  get watchesHealth() {
    return this.name === 'docker' || !isWithoutSystemd();
  }

  /** @param {readonly string[]} args @returns {Promise<Ended>} */
  run(args) {
    return execute([this.name, ...args], this.#environment);
  }

  /** Like `run`, for what must go well. @param {...string} args @returns {Promise<string>} what it said */
  async ask(...args) {
    return expectSuccess(await this.run(args), `${this.name} ${args[0]}`);
  }

  /** @param {readonly string[]} args @param {Record<string, string>} [environment] @returns {Promise<Ended>} */
  compose(args, environment = {}) {
    return execute([...this.#compose, ...args], { ...this.#environment, ...environment });
  }
}

/** @param {Ended} ended @param {string} what @returns {string} */
export function expectSuccess({ code, output }, what) {
  if (code === 0) return output.trim();
  throw new Error(`${what} ended with ${code}:\n${output.trim().split('\n').slice(-30).join('\n')}`);
}

/**
 * The engine of this machine.
 * @returns {Promise<Engine | string>} why there is none
 */
export async function findEngine() {
  const reasons = [];
  const docker = new Engine('docker', ['docker', 'compose'], {});
  reasons.push(await complaint(docker, ['docker compose', () => docker.compose(['version'])]));
  if (reasons[0] === undefined) return docker;
  const podman = new Engine('podman', ['podman-compose', '--in-pod=false'], podmanEnvironment());
  reasons.push(await complaint(podman, ['podman-compose', () => podman.compose(['--version'])]));
  return reasons[1] === undefined ? podman : reasons.join('; ');
}

/** @param {Engine} engine @param {[string, () => Promise<Ended>]} composing */
async function complaint(engine, [name, ask]) {
  const { code, output } = await engine.run(['info', '--format', '{{json .}}']);
  if (code !== 0) return `${engine.name}: ${output.trim().split('\n').at(-1)}`;
  return (await ask()).code === 0 ? undefined : `${engine.name}: there is no ${name}`;
}

/** @returns {Record<string, string>} */
function podmanEnvironment() {
  const oneByOne = { COMPOSE_PARALLEL_LIMIT: '1' }; // images that share stages would each build them
  if (!isWithoutSystemd()) return oneByOne;
  const file = join(mkdtempSync(join(tmpdir(), 'marquee-podman-')), 'containers.conf');
  writeFileSync(file, WITHOUT_SYSTEMD);
  return { ...oneByOne, CONTAINERS_CONF: file, BUILDAH_ISOLATION: 'chroot' };
}

function isWithoutSystemd() {
  return !existsSync('/run/systemd/system');
}

/** @param {readonly string[]} command @param {Record<string, string>} environment @returns {Promise<Ended>} */
async function execute([command = '', ...args], environment) {
  try {
    const child = spawn(command, args, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { code, everything } = await endOf(child);
    return { code, output: everything };
  } catch (error) {
    return { code: null, output: error instanceof Error ? error.message : String(error) };
  }
}
