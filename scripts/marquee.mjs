#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/locations.mjs';

// What `npx marquee` runs: npm needs a file that is executable, and what a build writes anew is not.
const main = join(ROOT, 'dist/cli/main.js');
if (existsSync(main)) {
  await import(main);
} else {
  console.error('Marquee is not built yet: `npm run build` does it, and so does `npm start`');
  process.exitCode = 1;
}
