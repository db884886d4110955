import { Skeleton, Text } from '@mantine/core';
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
      {schedule.cron.join(', ')}
      {schedule.isPaused ? ', paused' : schedule.nextRunAt && <NextRun at={schedule.nextRunAt} />}
    </Text>
  );
}

function NextRun({ at }: { at: string }) {
  return (
    <>
      , next{' '}
      <time dateTime={at} title={dateAndTime(at)}>
        {fromNow(at)}
      </time>
    </>
  );
}
