import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { createBucket } from './services/bucket.mjs';
import { startMilvus } from './services/milvus.mjs';
import { startS3 } from './services/s3.mjs';
import { setUp } from './setup/set-up.mjs';
import { lockHome } from './start/home-lock.mjs';
import { onceEnded } from './start/once-ended.mjs';
import { readSettings } from './start/settings.mjs';
import { Supervisor } from './start/supervisor.mjs';
import { startTemporal } from './start/temporal.mjs';

const BUCKET = 'marquee';
const S3_PORT = 7070;
const MILVUS_PORT = 19530;

/** Starts every server that Marquee can use on this machine, and says how to use them; runs until it is ended. */
async function services(/** @type {AbortSignal} */ signal) {
  await setUp({ forTests: true, signal }); // what the tests run against is what a person gets
  const settings = await readSettings();
  const home = join(settings.MARQUEE_HOME, 'services');
  const file = join(home, '.env');
  const unlockHome = lockHome(home);
  const supervisor = new Supervisor(join(home, 'logs'), console.log);
  /** @type {import('./services/server-process.mjs').ServerProcess[]} */
  const servers = [];
  try {
    // The keys of the last time: whoever holds that file can still get in.
    const { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secretKey } = existsSync(file)
      ? parseEnv(readFileSync(file, 'utf8'))
      : /** @type {Record<string, string | undefined>} */ ({});
    const s3 = await startS3(folder(home, 's3'), { port: S3_PORT, accessKey, secretKey });
    servers.push(s3.server);
    const milvus = await startMilvus(folder(home, 'milvus'), { port: MILVUS_PORT });
    servers.push(milvus.server);
    const temporal = await startTemporal(supervisor, { ...settings, MARQUEE_HOME: home }, { say: console.log, signal });
    await createBucket(BUCKET, s3.environment);
    const environment = {
      MARQUEE_ARTIFACTS: `s3://${BUCKET}`,
      ...s3.environment,
      ...milvus.environment,
      TEMPORAL_ADDRESS: temporal.address,
    };
    const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(file, lines.join(''), { mode: 0o600 });
    console.log(`S3: ${s3.environment.AWS_ENDPOINT_URL_S3}   Milvus: ${milvus.environment.MARQUEE_VECTORS}`);
    console.log(`Temporal: ${temporal.address}${temporal.page === undefined ? '' : `, its pages ${temporal.page}`}`);
    console.log(
      `To use them: set -a; . ${file}; set +a; npm start   Ctrl-C ends them; what they hold stays in ${home}`,
    );
    await once(signal, 'abort');
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await supervisor.stop([['temporal']]);
    unlockHome();
  }
}

function folder(/** @type {string} */ home, /** @type {string} */ name) {
  const path = join(home, name);
  mkdirSync(path, { recursive: true });
  return path;
}

const ending = onceEnded(() => console.log('\nEnding…'));
try {
  await services(ending);
} catch (error) {
  if (!ending.aborted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
