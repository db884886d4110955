import { ScheduleAlreadyRunning, ScheduleOverlapPolicy } from '@temporalio/client';
import type { Client, ScheduleOptions } from '@temporalio/client';
import { RETRAIN_WORKFLOW, retrainScheduleId } from './retraining.js';
import type { RetrainRequest } from './retraining.js';

const FIRST_HOUR = 2; // UTC, Sunday: when few people ask for predictions

export interface ScheduleSettings {
  readonly taskQueue: string;
  /** A cron expression for every family instead of the weekly default. */
  readonly cron?: string;
}

/**
 * Sees to it that every family has its schedule. One that is there already is left alone, whatever it says: a person may
 * have paused or changed it.
 * @returns the families whose schedule is new
 */
export async function ensureSchedules(
  client: Client,
  families: readonly string[],
  settings: ScheduleSettings,
): Promise<string[]> {
  const isNew = await Promise.all(families.map((family, index) => create(client, scheduleOf(family, index, settings))));
  return families.filter((_, index) => isNew[index]);
}

async function create(client: Client, options: ScheduleOptions): Promise<boolean> {
  try {
    await client.schedule.create(options);
    return true;
  } catch (error) {
    if (error instanceof ScheduleAlreadyRunning) return false;
    throw error;
  }
}

/** Once a week, an hour apart by default: training runs one at a time, so what starts together only waits. */
function scheduleOf(family: string, index: number, { taskQueue, cron }: ScheduleSettings): ScheduleOptions {
  const hour = (FIRST_HOUR + index) % 24;
  const comment = `Sundays at ${String(hour).padStart(2, '0')}:00 UTC`;
  const request: RetrainRequest = { family };
  return {
    scheduleId: retrainScheduleId(family),
    spec: cron === undefined ? { calendars: [{ dayOfWeek: 'SUNDAY', hour, comment }] } : { cronExpressions: [cron] },
    action: {
      type: 'startWorkflow',
      workflowType: RETRAIN_WORKFLOW,
      workflowId: retrainScheduleId(family), // Temporal adds the time
      taskQueue,
      args: [request],
    },
    policies: {
      overlap: ScheduleOverlapPolicy.SKIP,
      catchupWindow: '6 days', // a machine that slept on Sunday retrains when it wakes, but once
    },
  };
}
