import { Badge } from '@mantine/core';
import type { Retraining } from '../../api/types';
import { resultOf, type Result } from './result';

export const TONES: Record<Result['tone'], string> = { good: 'teal', neutral: 'gray', bad: 'red', live: 'amber' };

export function ResultBadge({ run }: { run: Retraining }) {
  const { title, tone } = resultOf(run);
  return (
    <Badge color={TONES[tone]} variant="light" tt="none" size="lg">
      {title}
    </Badge>
  );
}
