import { Alert, Anchor, Paper, Progress, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { AnalysisDetails } from '../../api/types';
import { timecode } from '../../format/timecode';
import { shots as shotsIn } from './AnalysisRow';

/** How far it is, why it failed, or what is missing from it; nothing when all is well. */
export function AnalysisState({ analysis }: { analysis: AnalysisDetails }) {
  const { status, failure, shots, labelledBy } = analysis;
  if (status === 'running') return <Running analysis={analysis} />;
  if (failure)
    return (
      <Alert color="red" role="alert" icon={<IconAlertTriangle />} title="This video could not be looked at">
        <Text size="sm">{failure.message}</Text>
        <Text size="xs" c="dimmed" mt={4} ff="monospace">
          {failure.code}
        </Text>
      </Alert>
    );
  if (shots.length === 0)
    return (
      <Alert color="amber" icon={<IconInfoCircle />} title="No shot was found">
        <Text size="sm">The video shows nothing but plain colour from its beginning to its end.</Text>
      </Alert>
    );
  if (labelledBy !== null) return null;
  return (
    <Alert color="amber" icon={<IconInfoCircle />} title="Shots without labels">
      <Text size="sm">
        No version of shot-type answered when this video was handed in, so scale and movement are missing.{' '}
        <Anchor component={Link} to="/retraining" inherit underline="always">
          Open Retraining
        </Anchor>
      </Text>
    </Alert>
  );
}

function Running({ analysis: { progress, shots, video } }: { analysis: AnalysisDetails }) {
  const { secondsDone = 0, stage = 'queued' } = progress ?? {};
  const secondsTotal = progress?.secondsTotal ?? video?.seconds ?? null;
  const isWaiting = stage === 'queued';
  return (
    <Paper p={{ base: 'md', sm: 'lg' }} withBorder bg="var(--surface)">
      <Stack gap="sm">
        <Text size="sm" role="status">
          {isWaiting
            ? 'Waiting for a worker that looks at videos'
            : `${shotsIn(shots.length)} so far: at ${timecode(secondsDone)}${secondsTotal === null ? '' : ` of ${timecode(secondsTotal)}`}`}
        </Text>
        <Progress
          value={secondsTotal === null ? (isWaiting ? 0 : 100) : (secondsDone / Math.max(0.1, secondsTotal)) * 100}
          size="lg"
          animated
          aria-label="Looked at"
          transitionDuration={400}
        />
      </Stack>
    </Paper>
  );
}
