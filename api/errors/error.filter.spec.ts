import { Logger, NotFoundException } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { InvalidInputError } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';
import { OverloadedError } from './api-errors.js';
import { ErrorFilter } from './error.filter.js';

beforeAll(() => void Logger.overrideLogger(false));

/** What the filter does to a response. */
function answerTo(error: unknown, headersSent = false) {
  const answer: { status?: number; body?: unknown; headers: Record<string, string>; isCut?: boolean } = { headers: {} };
  const response = {
    headersSent,
    setHeader: (name: string, value: string) => (answer.headers[name] = value),
    status: (status: number) => ((answer.status = status), response),
    json: (body: unknown) => (answer.body = body),
    destroy: () => (answer.isCut = true),
  };
  const host = { switchToHttp: () => ({ getResponse: () => response }) } as unknown as ArgumentsHost;
  new ErrorFilter().catch(error, host);
  return answer;
}

it.each([
  [
    'our own error',
    new PlatformError('LOST', 404, 'It is lost', 'where'),
    404,
    { code: 'LOST', message: 'It is lost', field: 'where' },
  ],
  [
    'input that no retry mends',
    new InvalidInputError('BAD', 'image', 'No'),
    422,
    { code: 'BAD', message: 'No', field: 'image' },
  ],
  ["Nest's error", new NotFoundException('Cannot GET /x'), 404, { code: 'NOT_FOUND', message: 'Cannot GET /x' }],
  [
    "a body parser's error",
    Object.assign(new Error('too large'), { status: 413 }),
    413,
    { code: 'BODY_TOO_LARGE', message: 'too large' },
  ],
])('answers %s with its code', (_what, error, status, body) => {
  expect(answerTo(error)).toMatchObject({ status, body });
});

it('tells nobody what went wrong inside', () => {
  const { status, body } = answerTo(new TypeError('secret is undefined'));
  expect([status, JSON.stringify(body)]).toEqual([500, expect.not.stringContaining('secret')]);
});

it('says when to come back', () => {
  expect(answerTo(new OverloadedError('f'))).toMatchObject({ status: 503, headers: { 'Retry-After': '1' } });
});

it('lets nobody keep an error', () => {
  const answer = answerTo(new PlatformError('LOST', 404, 'It is lost'));
  expect(answer).toMatchObject({ headers: { 'Cache-Control': 'no-store' } });
});

it('cuts an answer short that had begun already', () => {
  expect(answerTo(new Error('late'), true)).toEqual({ headers: {}, isCut: true });
});
