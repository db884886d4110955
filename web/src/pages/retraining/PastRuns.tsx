import { Paper, Stack } from '@mantine/core';
import type { FamilySummary, Retraining } from '../../api/types';
import { PastRun } from './PastRun';

interface Props {
  readonly runs: readonly Retraining[];
  readonly families: readonly FamilySummary[];
}

export function PastRuns({ runs, families }: Props) {
  return (
    <Paper withBorder bg="var(--surface)">
      <Stack gap={0}>
        {runs.map((run) => (
          <PastRun
            key={run.id}
            run={run}
            title={families.find(({ name }) => name === run.family)?.title ?? run.family}
          />
        ))}
      </Stack>
    </Paper>
  );
}
