import type { Server } from 'node:http';
import { isIP } from 'node:net';

/** Whether this is an address or name at which only the machine itself is heard. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Whether a server that listens is heard by its own machine only. */
export function hearsOnlyThisMachine(server: Server): boolean {
  const address = server.address();
  return typeof address === 'object' && address !== null && isLoopback(address.address);
}
