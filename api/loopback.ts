import { isIP } from 'node:net';

/** Whether this is an address or name at which only the machine itself is heard. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
