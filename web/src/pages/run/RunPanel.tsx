import { Anchor, Group, Paper, Stack, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useFamily } from '../../api/families';
import type { Retraining } from '../../api/types';
import { CancelRun } from './CancelRun';
import { ComparisonPanel } from './ComparisonPanel';
import { CurvesChart } from './CurvesChart';
import { ResultBadge } from './ResultBadge';
import { RunOutcome } from './RunOutcome';
import { RunProgress } from './RunProgress';

interface Props {
  readonly run: Retraining;
  /** On a page of its own the heading stands above already, and there is room for every detail. */
  readonly isAlone?: boolean;
}

/** A run as it stands: stage, epochs, curves; and how it came out. */
export function RunPanel({ run, isAlone = false }: Props) {
  const { data: family } = useFamily(run.family);
  const { progress, outcome, status } = run;
  return (
    <Stack gap="lg">
      <Paper p={{ base: 'md', sm: 'lg' }} withBorder bg="var(--surface)" component="article">
        <Stack gap="lg">
          {(!isAlone || status === 'running') && (
            <Group justify="space-between">
              {isAlone ? (
                <ResultBadge run={run} />
              ) : (
                <Title order={3} size="h4">
                  <Anchor component={Link} to={`/retraining/${encodeURIComponent(run.id)}`} inherit c="inherit">
                    {family?.title ?? run.family}
                  </Anchor>
                </Title>
              )}
              {status === 'running' && <CancelRun run={run} />}
            </Group>
          )}
          <RunOutcome run={run} />
          {progress && <RunProgress progress={progress} isRunning={status === 'running'} />}
          {progress && progress.curve.length > 0 && <CurvesChart curve={progress.curve} headline={family?.headline} />}
        </Stack>
      </Paper>
      {isAlone && outcome?.status === 'published' && outcome.comparison && (
        <ComparisonPanel comparison={outcome.comparison} />
      )}
    </Stack>
  );
}
