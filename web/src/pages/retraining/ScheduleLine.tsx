import { Code, Skeleton, Text } from '@mantine/core';
import { useSchedule } from '../../api/retrainings';
import { dateAndTime, fromNow } from '../../format/time';

export function ScheduleLine({ family }: { family: string }) {
  const { data: schedule, error, isLoading } = useSchedule(family);
  if (isLoading) return <Skeleton height={20} />;
  if (error || !schedule)
    return (
      <Text size="sm" c="dimmed">
        {error?.message ?? 'No schedule.'}
      </Text>
    );
  return (
    <Text size="sm" c="dimmed" component="div">
      {schedule.isPaused ? (
        'Schedule paused'
      ) : schedule.nextRunAt ? (
        <>
          Next run{' '}
          <time dateTime={schedule.nextRunAt} title={fromNow(schedule.nextRunAt)}>
            {dateAndTime(schedule.nextRunAt)}
          </time>
        </>
      ) : (
        'No next run'
      )}{' '}
      {schedule.cron.map((cron) => (
        <Code key={cron} title="cron, in UTC">
          {cron}
        </Code>
      ))}
    </Text>
  );
}
