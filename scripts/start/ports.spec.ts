import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { freePort, isFree } from './ports.mjs';

it('takes the preferred port when it is free and another one when it is not', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  expect(await isFree('127.0.0.1', port)).toBe(false);
  expect(await freePort('127.0.0.1', port)).not.toBe(port);
  await new Promise((resolve) => server.close(resolve));
  expect(await freePort('127.0.0.1', port)).toBe(port);
});

it('takes any free port where none is preferred', async () => {
  expect(await freePort('127.0.0.1', 0)).toBeGreaterThan(0);
});
