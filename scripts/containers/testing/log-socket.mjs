import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';

const SOCKET = '/dev/log';
const LISTEN = `
import socket
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(${JSON.stringify(SOCKET)})
print('listening', flush=True)
while True:
    listener.recv(65536)
`;

/**
 * Podman's name server ends where nobody takes its log, as on machines without a syslog: takes it and throws it away.
 * Node knows no datagram sockets of this kind.
 * @returns {Promise<() => void>} ends it
 */
export async function takeLogs() {
  if (existsSync(SOCKET)) return () => {};
  const listener = spawn('python3', ['-c', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] });
  await Promise.race([once(listener.stdout, 'data'), once(listener, 'exit')]);
  return () => {
    listener.kill();
    rmSync(SOCKET, { force: true });
  };
}
