import { Installation } from './installation.mjs';
import { Server } from './server.mjs';
import { serverSettings } from './settings.mjs';

/**
 * The API's address: MARQUEE_API where it can be reached as it is, else the end of a tunnel to DEPLOY_HOST, since the API
 * has no users of its own and should hear its own machine only.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function reachApi(environment = process.env) {
  const { MARQUEE_API: url, DEPLOY_API_PORT: port } = environment;
  if (url) return { url, close: () => Promise.resolve() };
  const server = new Server(serverSettings(environment));
  // Named, so that a key that may do nothing but forward that port is enough.
  return server.tunnelTo(Number(port) || (await new Installation(server).port()));
}
