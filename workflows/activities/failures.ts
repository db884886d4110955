import { ApplicationFailure } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';
import { InvalidInputError } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';

/** Errors of ours that a second try repeats, although nobody outside is to blame for them. */
const PERMANENT = new Set(['CorruptVersionError', 'ParityError', 'UnsupportedLayerError', 'VideoUnavailableError']);

/** Tells Temporal which failures no retry will mend, and names them by their code; all others are tried again. */
export class FailureInterceptor implements ActivityInboundCallsInterceptor {
  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    try {
      return await next(input);
    } catch (error) {
      throw asFailure(error);
    }
  }
}

export function asFailure(error: unknown): unknown {
  if (!(error instanceof PlatformError || error instanceof InvalidInputError)) return error;
  const nonRetryable = error instanceof InvalidInputError || error.status < 500 || PERMANENT.has(error.name);
  return ApplicationFailure.create({ message: error.message, type: error.code, nonRetryable, cause: error });
}
