import { Badge, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Analysis } from '../../api/types';
import { fileSize } from '../../format/size';
import { dateAndTime } from '../../format/time';
import styles from '../retraining/PastRun.module.css';

const BADGES = {
  running: { color: 'amber', text: 'Running' },
  completed: { color: 'teal', text: 'Done' },
  failed: { color: 'red', text: 'Failed' },
} as const;

export function AnalysisRow({ analysis }: { analysis: Analysis }) {
  const { id, name, size, createdAt, status, failure, shotCount } = analysis;
  const { color, text } = BADGES[status];
  return (
    <Link to={`/shots/${encodeURIComponent(id)}`} className={styles.row}>
      <div>
        <Text fw={600} size="sm" lineClamp={2}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          {dateAndTime(createdAt)}, {fileSize(size)}
        </Text>
      </div>
      <Text size="sm" c="dimmed" className={styles.reason}>
        {failure?.message ?? (status === 'running' && shotCount === 0 ? '' : shots(shotCount))}
      </Text>
      <Badge variant="light" color={color} tt="none" size="lg">
        {text}
      </Badge>
    </Link>
  );
}

export const shots = (count: number) => (count === 1 ? '1 shot' : `${count} shots`);
