import { Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Retraining } from '../../api/types';
import { dateAndTime, duration } from '../../format/time';
import { resultOf } from '../run/result';
import { ResultBadge } from '../run/ResultBadge';
import styles from './PastRun.module.css';

export function PastRun({ run, title }: { run: Retraining; title: string }) {
  const { startedAt, endedAt, startedBy } = run;
  const { reason } = resultOf(run);
  return (
    <Link to={`/retraining/${encodeURIComponent(run.id)}`} className={styles.row}>
      <div>
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="xs" c="dimmed">
          {dateAndTime(startedAt)}, by {startedBy === 'schedule' ? 'schedule' : 'hand'}
          {endedAt && `, ${duration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)}`}
        </Text>
      </div>
      <Text size="sm" c="dimmed" className={styles.reason}>
        {reason}
      </Text>
      <ResultBadge run={run} />
    </Link>
  );
}
