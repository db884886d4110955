import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.js';

/** Records how long each request took, by its route: a path with ids in it would be a series of its own each time. */
export function timeRequests(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const end = metrics.requestSeconds.startTimer({ method: request.method });
    response.once('close', () => {
      const { path } = (request.route ?? { path: 'none' }) as { path: string };
      end({ route: path, status: response.writableFinished ? response.statusCode : 499 });
    });
    next();
  };
}
