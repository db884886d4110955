import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';

const LONGEST_DRAIN_MILLISECONDS = 8_000;
const LONGEST_END_MILLISECONDS = 10_000; // a store that is slow to answer is left without a goodbye

/** On SIGTERM or SIGINT: no new connections, answer what was asked, close everything, end. At most 10 s. */
export function stopOnSignal(application: INestApplication): void {
  const stop = () => {
    const server = application.getHttpServer() as Server;
    setInterval(() => server.closeIdleConnections(), 50).unref(); // kept alive by clients, they would be waited for
    setTimeout(() => server.closeAllConnections(), LONGEST_DRAIN_MILLISECONDS).unref();
    setTimeout(() => process.exit(0), LONGEST_END_MILLISECONDS).unref();
    application.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
