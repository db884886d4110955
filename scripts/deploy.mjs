import { requireBuilt } from './ci/ask-marquee.mjs';
import { escaped, summarise } from './ci/summary.mjs';
import { checkApi } from './deploy/check.mjs';
import { deploy } from './deploy/deploy.mjs';
import { Installation } from './deploy/installation.mjs';
import { Server } from './deploy/server.mjs';
import { imagesAt } from './release/version.mjs';
import { patienceSeconds, requireImages, requireVersion, serverSettings } from './deploy/settings.mjs';
import { onceEnded } from './start/once-ended.mjs';

// node scripts/deploy.mjs: takes DEPLOY_VERSION out of DEPLOY_IMAGES into service on DEPLOY_HOST (docs/deploying.md).
const { DEPLOY_REGISTRY = '', DEPLOY_IMAGE_PREFIX = '' } = process.env;
const stopped = onceEnded();

try {
  requireBuilt();
  const patience = patienceSeconds();
  const release = {
    images: requireImages(process.env.DEPLOY_IMAGES || imagesAt(DEPLOY_REGISTRY, DEPLOY_IMAGE_PREFIX)),
    version: requireVersion(process.env.DEPLOY_VERSION ?? ''),
  };
  const server = new Server(serverSettings());
  const installation = new Installation(server);
  const check = async (/** @type {AbortSignal | undefined} */ signal) => {
    const tunnel = await server.tunnelTo(await installation.port());
    try {
      return await checkApi(tunnel.url, patience, signal);
    } finally {
      await tunnel.close();
    }
  };
  const seen = await deploy(installation, release, check, stopped);
  summarise(`### ${release.version} is in service\n\n${seen.map((line) => `- ${escaped(line)}`).join('\n')}`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(message);
  summarise(`### The deployment failed\n\n${message.split('\n').map(escaped).join('\n\n')}`);
  process.exitCode = 1;
}
