import { CommanderError } from 'commander';
import { PlatformError } from '../platform/errors.js';

/** What scripts can tell apart; the table is in docs/cli.md. */
export const EXIT = {
  /** A version that the gate did not promote is done too, unless `--require-promotion` says otherwise. */
  done: 0,
  failed: 1,
  /** A command, an option, a setting or a value is wrong: no retry mends it. */
  wrongUsage: 2,
  /** Nobody answers, or not yet: another try may succeed. */
  notReached: 3,
  refusedByTheGate: 4,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

const THE_CALLER_IS_AT_FAULT = [400, 404, 413, 415, 422];
const LATER_MAYBE = [429, 502, 503, 504];

export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
  if (!(error instanceof PlatformError)) return EXIT.failed;
  if (error.code === 'INVALID_ENVIRONMENT' || THE_CALLER_IS_AT_FAULT.includes(error.status)) return EXIT.wrongUsage;
  return LATER_MAYBE.includes(error.status) ? EXIT.notReached : EXIT.failed;
}
