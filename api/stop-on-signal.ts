import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';

const LONGEST_DRAIN_MILLISECONDS = 10_000;

/** On SIGTERM or SIGINT: no new connections, answer what was asked, close everything, end. At most 10 s. */
export function stopOnSignal(application: INestApplication): void {
  const stop = () => {
    const server = application.getHttpServer() as Server;
    setInterval(() => server.closeIdleConnections(), 50).unref(); // kept alive by clients, they would be waited for
    setTimeout(() => server.closeAllConnections(), LONGEST_DRAIN_MILLISECONDS).unref();
    application.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
