import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readEnvironment } from '../platform/environment.js';
import { ModelRegistry } from '../platform/model-registry.js';
import { publishFiles } from '../test/api/publish-files.js';
import { createApplication } from './application.js';
import { openPlatform } from './platform.js';

const VERSION = '20261121T070000Z-0000aaaa';
const FILES = `/api/models/poster-genre/versions/${VERSION}/files`;

let home: string;
let application: NestExpressApplication;
let url: string;

beforeAll(async () => {
  Logger.overrideLogger(false);
  home = await mkdtemp(join(tmpdir(), 'marquee-application-'));
  const settings = readEnvironment({ MARQUEE_HOME: home, TEMPORAL_ADDRESS: '127.0.0.1:9' });
  application = await createApplication(await openPlatform(settings), { logger: false });
  await application.listen(0, '127.0.0.1');
  url = await application.getUrl();
  await publishFiles(application.get(ModelRegistry), 'poster-genre', VERSION);
});
afterAll(async () => {
  await application?.close();
  await rm(home, { recursive: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(method: string, path: string, headers: OutgoingHttpHeaders = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url + path, { method, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on('error', reject).end();
  });
}

it("lets a version's file be kept for good, but nobody keep that there is none", async () => {
  const there = await ask('GET', `${FILES}/vocabulary.json`);
  expect([there.status, there.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
  const missing = await ask('GET', `${FILES}/nope.json`);
  expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store']);
});

it('lets no other site start a retraining', async () => {
  const answer = await ask('POST', '/api/models/poster-genre/retrainings', { origin: 'http://evil.example' });
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { code: 'FOREIGN_ORIGIN' }]);
});

it('does not answer under a name that another site let point to this machine', async () => {
  const answer = await ask('GET', '/api/models', { host: 'evil.example:8000' });
  expect([answer.status, JSON.parse(answer.body)]).toMatchObject([421, { code: 'UNKNOWN_HOST' }]);
  expect((await ask('GET', '/api/models')).status).toBe(200);
});
