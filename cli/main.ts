import { marquee } from './marquee.js';

const LONGEST_FAREWELL_MILLISECONDS = 1000;

// Who reads us may have read enough: `marquee models | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await marquee(process.argv.slice(2), {
  variables: process.env,
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
// A connection that a client of some server still holds open does not keep us.
setTimeout(() => process.exit(), LONGEST_FAREWELL_MILLISECONDS).unref();
