import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { sendPoster } from './send-poster.js';

const LARGE = 32 * 1024 * 1024; // more than the buffers of a connection hold

let folder: string;
let server: Server;
let url: string;
let settled: Promise<unknown>[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'posters-'));
  await writeFile(join(folder, 'm1.jpg'), 'a poster');
  await writeFile(join(folder, 'large.jpg'), new Uint8Array(LARGE));
  await mkdir(join(folder, 'folder.jpg'));
  const application = express();
  application.get('/:file', (request, response) => {
    const sent = sendPoster(response, 'm1', request.params.file, folder);
    settled.push(sent);
    sent.catch(() => response.status(500).end());
  });
  server = createServer(application).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => (settled = []));
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

it('sends a poster, to be kept for an hour', async () => {
  const answer = await fetch(`${url}/m1.jpg`);
  expect([await answer.text(), answer.headers.get('cache-control')]).toEqual(['a poster', 'public, max-age=3600']);
  await expect(settled[0]).resolves.toBeUndefined();
});

it.each(['gone.jpg', 'm1.jpg/below-a-file.jpg', 'folder.jpg'])(
  'says of %s that it is missing, and not where it was looked for',
  async (file) => {
    await fetch(`${url}/${encodeURIComponent(file)}`);
    await expect(settled[0]).rejects.toMatchObject({
      code: 'POSTER_NOT_FOUND',
      status: 404,
      message: expect.not.stringContaining(folder) as string,
    });
  },
);

it('takes it for no error when nobody waits for the poster any more', async () => {
  const hangUp = new AbortController();
  await fetch(`${url}/large.jpg`, { signal: hangUp.signal });
  hangUp.abort();
  await expect(settled[0]).resolves.toBeUndefined();
});
