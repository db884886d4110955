import { Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { Link, useNavigate } from 'react-router';
import { useExperimentFiles, useExperiments, useStartExperiment } from '../../api/experiments';
import type { Experiment } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { Panel } from '../../components/Panel';
import { dateAndTime } from '../../format/time';
import styles from '../retraining/PastRun.module.css';
import { STATUS } from './status';

export function ExperimentsPage() {
  const { data: experiments, error, refetch } = useExperiments();
  return (
    <>
      <PageTitle
        title="Which settings are best?"
        tab="Experiments"
        lead="Settings of a model are tried against each other on every example, and the winner is retrained in earnest."
      />
      <Stack gap="xl">
        <StartPanel />
        <section aria-label="Experiments">
          <Title order={2} size="h3" mb="md">
            Experiments
          </Title>
          {error && !experiments && <ErrorNotice error={error} retry={refetch} />}
          {!error && !experiments && <Skeleton height={140} aria-busy />}
          {experiments?.length === 0 && (
            <EmptyNotice Icon={IconFlask} title="No experiment has been started yet">
              Start one above; it takes minutes to hours and goes on when you leave.
            </EmptyNotice>
          )}
          {experiments && experiments.length > 0 && (
            <Paper withBorder bg="var(--surface)">
              {experiments.map((experiment) => (
                <ExperimentRow key={experiment.id} experiment={experiment} />
              ))}
            </Paper>
          )}
        </section>
      </Stack>
    </>
  );
}

/** Every file that says what can be tried. */
function StartPanel() {
  const { data: files, error, refetch } = useExperimentFiles();
  const start = useStartExperiment();
  const navigate = useNavigate();
  const begin = (name: string) =>
    start.mutate(name, { onSuccess: ({ id }) => void navigate(`/experiments/${encodeURIComponent(id)}`) });
  return (
    <Panel title="What can be tried">
      {error && <ErrorNotice error={error} retry={refetch} />}
      {start.error && <ErrorNotice error={start.error} />}
      {files?.length === 0 && <Text c="dimmed">There is no file in the folder of experiments.</Text>}
      <Stack gap="sm">
        {files?.map(({ name, plan, problem }) => (
          <Group key={name} justify="space-between" wrap="nowrap">
            <div>
              <Text fw={600}>{plan?.title ?? name}</Text>
              <Text size="sm" c={problem === null ? 'dimmed' : 'var(--mantine-color-error)'}>
                {problem ?? `${plan!.family}: ${plan!.arms.map((arm) => arm.name).join(', ')}`}
              </Text>
            </div>
            <Button
              disabled={plan === null}
              loading={start.isPending}
              onClick={() => begin(name)}
              aria-label={`Start ${name}`}
            >
              Start
            </Button>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}

function ExperimentRow({ experiment: { id, plan, createdAt, status, winner, failure } }: { experiment: Experiment }) {
  const { color, text } = STATUS[status];
  return (
    <Link to={`/experiments/${encodeURIComponent(id)}`} className={styles.row}>
      <div>
        <Text fw={600} size="sm" lineClamp={2}>
          {plan.title}
        </Text>
        <Text size="xs" c="dimmed">
          {dateAndTime(createdAt)}, {plan.family}
        </Text>
      </div>
      <Text size="sm" c="dimmed" className={styles.reason}>
        {failure?.message ?? (winner === null ? '' : `${winner} won`)}
      </Text>
      <Badge variant="light" color={color} tt="none" size="lg">
        {text}
      </Badge>
    </Link>
  );
}
