import { Alert, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { reportUrl, useCancelExperiment } from '../../api/experiments';
import { useLiveExperiment } from '../../api/live-experiment';
import type { ExperimentDetails } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { Panel } from '../../components/Panel';
import { counted } from '../../format/size';
import { ArmDetails } from './ArmDetails';
import { ArmsPanel } from './ArmsPanel';
import { RemoveExperiment } from './RemoveExperiment';
import { STATUS } from './status';

export function ExperimentPage() {
  const { id = '' } = useParams();
  const { data: experiment, error, refetch } = useLiveExperiment(id);
  const cancel = useCancelExperiment(id);
  return (
    <>
      <PageTitle title={experiment?.plan.title ?? 'An experiment'} lead={experiment && leadOf(experiment)}>
        <Group gap="xs">
          {experiment?.report && (
            <Button component="a" href={reportUrl(id)} variant="default" download={`experiment-${id}.html`}>
              Save the report
            </Button>
          )}
          {experiment?.status === 'running' && (
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              Cancel
            </Button>
          )}
          {experiment && experiment.status !== 'running' && <RemoveExperiment id={id} />}
        </Group>
      </PageTitle>
      {experiment && <Experiment experiment={experiment} />}
      {!experiment && (error ? <ErrorNotice error={error} retry={refetch} /> : <Skeleton height={320} aria-busy />)}
    </>
  );
}

function Experiment({ experiment }: { experiment: ExperimentDetails }) {
  const { report, failure, publication } = experiment;
  return (
    <Stack gap="lg">
      {failure && (
        <Alert color="red" title="The experiment failed">
          {failure.message}
        </Alert>
      )}
      {experiment.status === 'running' && <Running experiment={experiment} />}
      {report && (
        <Panel title={`${report.winner} wins`}>
          <Text>{report.reason}</Text>
          {publication && (
            <Text c="dimmed" mt="xs">
              {publication.version === null ? '' : `Version ${publication.version}: `}
              {publication.reason}
            </Text>
          )}
        </Panel>
      )}
      {report && <ArmsPanel report={report} />}
      {report && <ArmDetails report={report} />}
    </Stack>
  );
}

function Running({ experiment: { plan, progress } }: { experiment: ExperimentDetails }) {
  const { trainings = 0, learned = [], stage = 'queued', detail = '' } = progress ?? {};
  const share = trainings === 0 ? 0 : (100 * learned.length) / trainings;
  return (
    <Panel title="How far it is">
      <Progress value={share} aria-label={`${learned.length} of ${trainings} trainings`} mb="sm" />
      <Text size="sm">
        {progress === null ? 'Waiting for a worker' : `${stage}: ${learned.length} of ${trainings} trainings`}
      </Text>
      <Text size="sm" c="dimmed">
        {detail}
      </Text>
      {plan.arms.map(({ name }) => (
        <Text key={name} size="sm" mt={4}>
          {name}: {meanOf(learned.filter(({ arm }) => arm === name).map(({ score }) => score))}
        </Text>
      ))}
    </Panel>
  );
}

function meanOf(scores: readonly number[]): string {
  if (scores.length === 0) return '–';
  return (scores.reduce((sum, score) => sum + score, 0) / scores.length).toFixed(3);
}

function leadOf({ plan, status }: ExperimentDetails): string {
  const { family, arms, seeds, folds } = plan;
  return `${family} · ${counted(arms.length, 'arm')} × ${counted(seeds.length, 'seed')} × ${counted(folds, 'fold')} · ${STATUS[status].text}`;
}
