import { createServer } from 'node:net';

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
export function isFree(host, port) {
  return listen(host, port).then(
    () => true,
    () => false,
  );
}

/** @param {string} host @param {number} preferred 0: none @returns {Promise<number>} that port, or any free one */
export async function freePort(host, preferred) {
  return preferred !== 0 && (await isFree(host, preferred)) ? preferred : listen(host, 0);
}

/** Listens for a moment. @param {string} host @param {number} port @returns {Promise<number>} the port it was */
function listen(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : port));
    });
  });
}
