import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import type { RequestHandler } from 'express';

const ROOT = import.meta.url.endsWith('.js') ? join(import.meta.dirname, '..', '..') : join(import.meta.dirname, '..');
const NOT_A_PAGE = /^\/(api|health|metrics)(\/|$)/;

/** Serves the built web client; a path that is no file is one of its pages, which it tells apart itself. */
export function webClient(folder = join(ROOT, 'web', 'dist')): RequestHandler {
  const files = express.static(folder, { index: false, fallthrough: true });
  return (request, response, next) => {
    const isPage = (request.method === 'GET' || request.method === 'HEAD') && !NOT_A_PAGE.test(request.path);
    if (!isPage || !existsSync(join(folder, 'index.html'))) return next();
    files(request, response, (error?: unknown) => {
      if (error) return next(error);
      if (!request.accepts('html')) return next();
      response.sendFile('index.html', { root: folder, headers: { 'Cache-Control': 'no-cache' } });
    });
  };
}
