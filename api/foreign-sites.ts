import type { Request, RequestHandler } from 'express';
import { ForeignOriginError, UnknownHostError } from './errors/api-errors.js';
import { isLoopback } from './loopback.js';

const CHANGES_NOTHING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * There are no users, so any page that a person's browser shows could use the API in their place: by sending it a form,
 * or under a name of its own that it lets point to this machine (DNS rebinding). Programs other than browsers send no
 * Origin and go on as they are.
 * @param ownName what the settings call this server: a name for the machine itself, perhaps
 */
export function refuseForeignSites(ownName: string, hearsOnlyThisMachine: () => boolean): RequestHandler {
  const isOwn = (name: string) => isLoopback(name) || name === ownName.toLowerCase();
  return (request, _response, next) => {
    const { host } = request.headers;
    if (host !== undefined && !isOwn(nameOf(host)) && hearsOnlyThisMachine()) throw new UnknownHostError(host);
    if (!CHANGES_NOTHING.includes(request.method) && isForeign(request)) {
      throw new ForeignOriginError(request.headers.origin);
    }
    next();
  };
}

/**
 * By what the browser itself says, which holds behind proxies that put their own name for Host. Browsers say it to https
 * and to the machine itself; over plain http elsewhere Origin is compared with Host, so a proxy there has to pass Host on.
 */
function isForeign({ headers }: Request): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}

/** Without port and brackets. */
function nameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}
