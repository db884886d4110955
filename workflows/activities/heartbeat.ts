import type { Context } from '@temporalio/activity';
import type { ActivityExecuteInput, ActivityInboundCallsInterceptor, Next } from '@temporalio/worker';

export const BEAT_MILLISECONDS = 1000; // how soon a cancellation is heard, and how fresh the page is

/** Beats for activities that do not do so themselves, so that what a killed worker had begun is soon begun again. */
export class HeartbeatInterceptor implements ActivityInboundCallsInterceptor {
  constructor(private readonly context: Context) {}

  async execute(input: ActivityExecuteInput, next: Next<ActivityInboundCallsInterceptor, 'execute'>): Promise<unknown> {
    const timer = setInterval(() => this.context.heartbeat(), BEAT_MILLISECONDS);
    try {
      return await next(input);
    } finally {
      clearInterval(timer);
    }
  }
}
