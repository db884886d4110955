/** Addresses that a server listens on and nobody can ask, and the one of this machine that answers for them. */
const LOOPBACKS = new Map([
  ['0.0.0.0', '127.0.0.1'],
  ['[::]', '[::1]'],
]);

/**
 * Where this machine itself reaches a server.
 * @param {string} host what the server listens on
 * @param {number} port
 */
export function originOf(host, port) {
  const { hostname } = new URL(`http://${host.includes(':') ? `[${host}]` : host}`); // in its one way of writing
  return `http://${LOOPBACKS.get(hostname) ?? hostname}:${port}`;
}
