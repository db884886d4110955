import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import openapiTypescript, { astToString } from 'openapi-typescript';
import { readEnvironment } from '../platform/environment.js';
import { createApplication } from './application.js';
import { openApiDocument } from './openapi-document.js';
import { openPlatform } from './platform.js';
import { fakeFamily } from '../test/api/fake-family.js';

let application: NestExpressApplication;
beforeAll(async () => {
  application = await createApplication(await openPlatform(readEnvironment({})), {
    logger: false,
  });
});
afterAll(() => application.close());

it('is what the committed types of the web client were made from (npm run openapi)', async () => {
  const document = JSON.stringify(openApiDocument(application, []));
  const types = astToString(await openapiTypescript(document));
  const committed = await readFile(join(import.meta.dirname, '../web/src/api/schema.d.ts'), 'utf8');
  expect(committed.endsWith(types)).toBe(true); // above it stands that nobody should edit it
});

it('describes the form of every family by its own fields', () => {
  const poster = fakeFamily({
    name: 'poster',
    recommends: true,
    input: { image: { kind: 'image', title: 'Poster', maxBytes: 9 } },
  });
  const document = openApiDocument(application, [poster, fakeFamily({ name: 'plot' })]);

  expect(document.paths['/api/predictions/{family}']?.post).toMatchObject({
    parameters: [{ name: 'family', schema: { enum: ['poster', 'plot'] } }],
    requestBody: {
      content: {
        'multipart/form-data': {
          schema: {
            anyOf: [
              { properties: { image: { format: 'binary' } }, required: ['image'] },
              { properties: { text: { minLength: 3, maxLength: 20 } }, required: ['text'] },
            ],
          },
        },
      },
    },
  });
  expect(document.paths['/api/recommendations/{family}']?.post).toMatchObject({
    parameters: expect.arrayContaining([
      expect.objectContaining({ name: 'family', schema: { type: 'string', enum: ['poster'] } }),
    ]) as unknown,
    requestBody: {
      content: { 'multipart/form-data': { schema: { anyOf: [{ properties: { image: {}, movieId: {} } }] } } },
    },
  });
});

it('says of every route what it answers, and how it fails', () => {
  const { paths } = openApiDocument(application, []);
  const operations = Object.values(paths).flatMap((path) => [path.get, path.post, path.put, path.delete]);
  const described = operations.filter((operation) => operation !== undefined);
  expect(described.length).toBeGreaterThan(15);
  for (const { operationId, responses } of described) {
    const [status, response] = Object.entries(responses)[0] ?? [];
    expect([operationId, status]).toEqual([operationId, expect.stringMatching(/^2/)]);
    const hasSomethingToSay = 'content' in (response ?? {}) || 'headers' in (response ?? {}); // uploads answer in headers
    expect([operationId, hasSomethingToSay]).toEqual([operationId, true]);
  }
});
