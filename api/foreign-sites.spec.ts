import type { NextFunction, Request, Response } from 'express';
import { refuseForeignSites } from './foreign-sites.js';

/** Whether a request goes through, or the code with which it is refused. */
function answerTo(method: string, headers: Readonly<Record<string, string>>, hearsOnlyThisMachine = true): unknown {
  let answer: unknown = 'nothing';
  const next: NextFunction = () => (answer = 'through');
  try {
    void refuseForeignSites('Cinema', () => hearsOnlyThisMachine)({ method, headers } as Request, {} as Response, next);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return answer;
}

const HOST = '127.0.0.1:8000';

it.each([
  ['a program that is no browser', { host: HOST }, 'through'],
  ['a page of its own', { host: HOST, origin: `http://${HOST}` }, 'through'],
  ['a page of its own behind https', { host: 'marquee.lan', origin: 'https://marquee.lan' }, 'through'],
  ['a page of another site', { host: HOST, origin: 'http://evil.example' }, 'FOREIGN_ORIGIN'],
  ['a page of another port', { host: HOST, origin: 'http://127.0.0.1:3000' }, 'FOREIGN_ORIGIN'],
  ['a page that hides where it is from', { host: HOST, origin: 'null' }, 'FOREIGN_ORIGIN'],
  ['a page that begins alike', { host: HOST, origin: `http://${HOST}.evil.example` }, 'FOREIGN_ORIGIN'],
  [
    'a page that reaches it through the development server',
    { host: HOST, origin: 'http://localhost:5173', 'sec-fetch-site': 'same-origin' },
    'through',
  ],
  ['a form without an origin', { host: HOST, 'sec-fetch-site': 'cross-site' }, 'FOREIGN_ORIGIN'],
])('lets %s change something or not', (_who, headers, expected) => {
  const answers = ['POST', 'PUT', 'DELETE'].map((method) => answerTo(method, headers, false));
  expect(answers).toEqual([expected, expected, expected]);
});

it('lets links to it be followed from anywhere', () => {
  const headers = { host: HOST, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
  expect(['GET', 'HEAD', 'OPTIONS'].map((method) => answerTo(method, headers))).toEqual(Array(3).fill('through'));
});

it.each([
  'localhost',
  'LOCALHOST:8000',
  '127.0.0.1',
  '127.0.0.1:8000',
  '127.1.2.3:1',
  '[::1]',
  '[::1]:8000',
  'cinema:8000',
])('is asked as %s on a machine of its own', (host) => expect(answerTo('GET', { host })).toBe('through'));

it.each([
  'evil.example',
  'evil.example:8000',
  'localhost.evil.example',
  '127.0.0.1.evil.example:8000',
  '192.168.0.2',
  '',
])('is not asked as %j, be it to read or to change, while only this machine is heard', (host) => {
  const rebound = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
  expect(['GET', 'PUT'].map((method) => answerTo(method, rebound))).toEqual(['UNKNOWN_HOST', 'UNKNOWN_HOST']);
  expect(answerTo('GET', rebound, false)).toBe('through');
});
