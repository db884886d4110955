import { Logger } from '@nestjs/common';
import { createApplication } from './application.js';
import { outliveTheLog } from '../platform/log-streams.js';
import { hearsOnlyThisMachine } from './loopback.js';
import type { Platform } from './platform.js';
import { stopOnSignal } from './stop-on-signal.js';

/** Listens where the settings say, until a signal ends it. */
export async function serve(platform: Platform): Promise<void> {
  const logger = new Logger('API');
  // Nothing a request does may end the process for all others: what nobody awaited is told, and that is all.
  process.on('unhandledRejection', (reason) => logger.error(reason instanceof Error ? reason.stack : String(reason)));

  outliveTheLog();

  const { MARQUEE_HOST: host, MARQUEE_PORT: port } = platform.settings;
  const application = await createApplication(platform, { logger: ['warn', 'error', 'fatal'] });
  platform.metrics.watchProcess();
  stopOnSignal(application);
  await application.init();
  application.useLogger(['log', 'warn', 'error', 'fatal']); // from here on it is our own story, not the list of routes
  platform.watcher.log.listen(new Logger('Models'));
  await application.listen(port, host);

  logger.log(`Listening on ${await application.getUrl()}`);
  if (!hearsOnlyThisMachine(application.getHttpServer())) {
    logger.warn(`${host} can be reached from other machines, and there are no users: anybody may do anything`);
  }
}
