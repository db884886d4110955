import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'react-router';
import type { FamilySummary } from '../../api/types';
import { useStartRetraining } from '../../api/retrainings';
import { ErrorNotice } from '../../components/ErrorNotice';
import { VersionName } from '../../components/VersionName';
import { ScheduleLine } from './ScheduleLine';

interface Props {
  readonly family: FamilySummary;
  /** The run that is under way, of which there is at most one. */
  readonly running: string | undefined;
}

export function StartCard({ family: { name, title, champion }, running }: Props) {
  const { mutate, isPending, error } = useStartRetraining(name);
  return (
    <Paper p="lg" withBorder bg="var(--surface)" component="article">
      <Stack gap="sm" h="100%">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Text size="sm" c="dimmed">
          Champion {champion ? <VersionName family={name} version={champion.version} /> : 'none yet'}
        </Text>
        <ScheduleLine family={name} />
        {error && !running && <ErrorNotice error={error} />}
        {running ? (
          <Button mt="auto" variant="default" component={Link} to={`/retraining/${encodeURIComponent(running)}`}>
            Running, look at it
          </Button>
        ) : (
          <Button
            mt="auto"
            loading={isPending}
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            onClick={() => mutate()}
            aria-label={`Retrain now: ${title}`}
          >
            Retrain now
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
