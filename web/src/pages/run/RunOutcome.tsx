import { Alert, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconTrophy } from '@tabler/icons-react';
import type { Retraining } from '../../api/types';
import { VersionName } from '../../components/VersionName';
import { figure, metricTitle } from '../../format/metric';
import { duration } from '../../format/time';
import { resultOf } from './result';
import { TONES } from './ResultBadge';

const ICONS = { good: IconTrophy, neutral: IconInfoCircle, bad: IconAlertTriangle, live: IconInfoCircle };

/** How a run that has ended came out, and the gate's reason for it. */
export function RunOutcome({ run }: { run: Retraining }) {
  if (run.status === 'running') return null;
  const { title, tone, reason } = resultOf(run);
  const Icon = ICONS[tone];
  const published = run.outcome?.status === 'published' ? run.outcome : undefined;
  return (
    <Alert color={TONES[tone]} icon={<Icon />} title={title} role="status">
      <Text size="sm">{reason}</Text>
      {published && (
        <Group gap="md" mt="xs">
          <VersionName family={run.family} version={published.version} />
          <Text size="sm">
            {metricTitle(published.metric)} {figure(published.validation.value)} on validation,{' '}
            {figure(published.test.value)} on test
          </Text>
          <Text size="sm">{duration(published.durationSeconds)}</Text>
        </Group>
      )}
    </Alert>
  );
}
