import type { ScheduleDescription } from '@temporalio/client';
import type { RetrainingSchedule } from './retraining.schema.js';

type Calendar = NonNullable<ScheduleDescription['spec']['calendars']>[number];

/** A schedule for people. */
export function presentSchedule(schedule: ScheduleDescription): RetrainingSchedule {
  const { scheduleId, spec, policies, state, info } = schedule;
  return {
    id: scheduleId,
    cron: [
      ...(spec.calendars ?? []).map(describeCalendar),
      ...(spec.intervals ?? []).map(({ every }) => `every ${every / 3_600_000} hours`),
    ],
    nextRunAt: info.nextActionTimes[0]?.toISOString() ?? null,
    isPaused: state.paused,
    overlap: policies.overlap ?? 'SKIP',
  };
}

/** "SUNDAY at 03:00 UTC", or what its author wrote about it. */
function describeCalendar({ comment, dayOfWeek, hour, minute }: Calendar): string {
  if (comment) return comment;
  const days = dayOfWeek.map(({ start, end }) => (start === end ? start : `${start} to ${end}`)).join(', ');
  const times = hour.flatMap(({ start: hours }) =>
    minute.map(({ start: minutes }) => `${twoDigits(hours)}:${twoDigits(minutes)}`),
  );
  return `${days} at ${times.join(', ')} UTC`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
