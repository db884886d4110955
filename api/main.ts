import { Logger } from '@nestjs/common';
import { readEnvironment } from '../platform/environment.js';
import { createApplication } from './application.js';
import { isLoopback } from './loopback.js';
import { Metrics } from './metrics/metrics.js';
import { PlatformModule } from './platform.module.js';
import { stopOnSignal } from './stop-on-signal.js';

const logger = new Logger('API');

// Nothing a request does may end the process for all others: what nobody awaited is told, and that is all.
process.on('unhandledRejection', (reason) => logger.error(reason instanceof Error ? reason.stack : String(reason)));

const settings = readEnvironment();
const application = await createApplication(PlatformModule.with(settings), { logger: ['warn', 'error', 'fatal'] });
application.get(Metrics).watchProcess();
stopOnSignal(application);
await application.init();
application.useLogger(['log', 'warn', 'error', 'fatal']); // from here on it is our own story, not the list of routes
await application.listen(settings.MARQUEE_PORT, settings.MARQUEE_HOST);

logger.log(`Listening on ${await application.getUrl()}`);
if (!isLoopback(settings.MARQUEE_HOST)) {
  logger.warn(
    `${settings.MARQUEE_HOST} can be reached from other machines, and there are no users: anybody may do anything`,
  );
}
