import { PlatformError } from '../platform/errors.js';

/** The command line says something that is not understood. */
export class UsageError extends PlatformError {
  constructor(message: string, field?: string) {
    super('WRONG_USAGE', 400, message, field);
  }
}
