import { marquee } from './marquee.js';

const LONGEST_FAREWELL_MILLISECONDS = 1000;

// Who reads us may have read enough: `marquee models | head -1`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// A client that connects on its own fails on its own as well; whoever asks it is told.
process.on('unhandledRejection', () => undefined);

// The errors are for the one sentence, or for JSON; what packages say to those who develop with them is for neither.
process.removeAllListeners('warning');

process.exitCode = await marquee(process.argv.slice(2), {
  variables: process.env,
  input: process.stdin,
  output: process.stdout,
  errors: process.stderr,
});
// A connection that a client of some server still holds open does not keep us.
setTimeout(() => process.exit(), LONGEST_FAREWELL_MILLISECONDS).unref();
