import { isInstalled } from './packages.mjs';

const wanted = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' },
  'node_modules/other-machine': { version: '1.0.0', integrity: 'sha512-b', optional: true },
};
const zod = wanted['node_modules/zod'];

it('is content with exactly the packages of the lock file', () => {
  expect(isInstalled(wanted, { 'node_modules/zod': zod })).toBe(true);
});

it('installs when a package is missing, older, or other content under the same version', () => {
  expect(isInstalled(wanted, {})).toBe(false);
  expect(isInstalled(wanted, { 'node_modules/zod': { ...zod, version: '3.9.0' } })).toBe(false);
  expect(isInstalled(wanted, { 'node_modules/zod': { ...zod, integrity: 'sha512-c' } })).toBe(false);
});
