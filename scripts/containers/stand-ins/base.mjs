import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir, readdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exists, makeWhole } from '../../setup/files.mjs';
import { places } from '../../setup/locations.mjs';
import { run } from '../../setup/run.mjs';

/** @typedef {import('../testing/engine.mjs').Engine} Engine @typedef {import('./stand-in.mjs').StandIn} StandIn */

const OWN_AUTHORITIES = '/usr/local/share/ca-certificates'; // of companies whose proxies look into every connection
const NOT_IN_SLIM = [
  'var/cache/apt/archives',
  'var/lib/apt/lists',
  'usr/share/doc',
  'usr/share/locale',
  'usr/share/man',
];

/**
 * A Debian 12 out of packages, under the name of the image.
 * @param {Engine} engine @param {string} image
 */
export async function makeDebian(engine, image) {
  const archive = join(places().cache, 'stand-ins', 'debian-12.tar');
  if (!(await exists(archive))) await makeWhole(archive, bootstrap);
  await engine.ask('import', archive, image);
}

/** @param {string} archive */
async function bootstrap(archive) {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-debian-'));
  try {
    await run('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', folder]);
    if (await exists(OWN_AUTHORITIES)) {
      await cp(OWN_AUTHORITIES, join(folder, OWN_AUTHORITIES), { recursive: true });
      await run('chroot', [folder, 'update-ca-certificates']);
    }
    const left = await Promise.all(
      NOT_IN_SLIM.map(async (path) => (await contents(folder, path)).map((name) => `./${path}/${name}`)),
    );
    const excluded = left.flat().map((path) => `--exclude=${path}`);
    await run('tar', ['--directory', folder, ...excluded, '--create', '--file', archive, '.']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} path */
function contents(folder, path) {
  return readdir(join(folder, path)).catch(() => []);
}

/** @param {string} image docker.io/library/node:<version>-… @param {string} debian @returns {StandIn} */
export function nodeStandIn(image, debian) {
  const version = /:([\d.]+)/.exec(image)?.[1] ?? '';
  return {
    image,
    is: `Node ${version} from npm, npm of this machine, on Debian 12 by debootstrap`,
    files: async () => ({ node: await nodeProgram(version), npm: await npmFolder() }),
    containerfile: [
      `FROM ${debian}`,
      'COPY node /usr/local/bin/node',
      'COPY npm /usr/local/lib/node_modules/npm',
      'RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && useradd --uid 1000 --create-home node',
      'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt',
    ],
  };
}

/** Node's own Linux build, out of the npm registry. @param {string} version */
async function nodeProgram(version) {
  const folder = join(places().cache, 'stand-ins', `node-${version}`);
  if (!(await exists(folder))) {
    await makeWhole(folder, async (temporary) => {
      await mkdir(temporary);
      const name = `node-linux-${process.arch}`;
      await run('npm', ['pack', `${name}@${version}`, '--silent'], { cwd: temporary });
      await run('tar', ['-xzf', `${name}-${version}.tgz`], { cwd: temporary });
    });
  }
  return join(folder, 'package/bin/node');
}

async function npmFolder() {
  const program = await realpath((await run('sh', ['-c', 'command -v npm'])).trim());
  return dirname(dirname(program)); // …/npm/bin/npm-cli.js
}

/** @param {string} image @param {string} debian @returns {StandIn} */
export function nginxStandIn(image, debian) {
  return {
    image,
    is: "Debian 12's nginx",
    containerfile: [
      `FROM ${debian}`,
      'RUN apt-get update && apt-get install --yes --no-install-recommends busybox nginx-light \\',
      ' && ln -s /bin/busybox /usr/local/bin/wget && useradd --uid 101 --no-create-home nginx',
    ],
  };
}
