import { originOf } from './origin.mjs';

it.each([
  ['127.0.0.1', 'http://127.0.0.1:8000'],
  ['0.0.0.0', 'http://127.0.0.1:8000'],
  ['0', 'http://127.0.0.1:8000'],
  ['::', 'http://[::1]:8000'],
  ['0:0:0:0:0:0:0:0', 'http://[::1]:8000'],
  ['::1', 'http://[::1]:8000'],
  ['2001:db8::7', 'http://[2001:db8::7]:8000'],
  ['movies.example', 'http://movies.example:8000'],
])('asks a server that listens on %s at %s', (host, origin) => {
  expect(originOf(host, 8000)).toBe(origin);
});
