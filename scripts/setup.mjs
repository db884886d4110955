import { setUp } from './setup/set-up.mjs';
import { onceEnded } from './start/once-ended.mjs';

// npm run setup [-- --for-tests]: what `npm start` and `npm test` do first, by itself.
try {
  await setUp({ forTests: process.argv.includes('--for-tests'), signal: onceEnded() });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
