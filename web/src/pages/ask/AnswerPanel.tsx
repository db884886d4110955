import { Alert, Box, Group, Paper, Skeleton, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconMessageQuestion, IconInfoCircle } from '@tabler/icons-react';
import type { FamilySummary, PredictionAnswer } from '../../api/types';
import type { usePrediction } from '../../api/predictions';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { VersionName } from '../../components/VersionName';
import { LabelBars } from './LabelBars';

interface Props {
  readonly family: FamilySummary;
  readonly prediction: ReturnType<typeof usePrediction>;
}

export function AnswerPanel({ family, prediction }: Props) {
  const { data, error, isLoading, refetch } = prediction;
  if (error) return <ErrorNotice error={error} retry={refetch} />;
  if (isLoading) return <AnswerSkeleton />;
  if (!data)
    return (
      <EmptyNotice Icon={IconMessageQuestion} title="The answer will stand here">
        {family.summary}
      </EmptyNotice>
    );
  return (
    <Paper p="lg" withBorder bg="var(--surface)" h="100%">
      <Announcement answer={data} />
      <Stack gap="md">
        <Title order={2} size="h4">
          Answer
        </Title>
        {data.notices.map(({ code, message }) => (
          <Alert key={code} color="orange" icon={<IconInfoCircle />} title={message} />
        ))}
        {'labels' in data.prediction && <LabelBars key={data.version} labels={data.prediction.labels} />}
        <Group gap={6}>
          <Text size="sm" c="dimmed">
            Answered by version
          </Text>
          <VersionName family={data.family} version={data.version} />
        </Group>
      </Stack>
    </Paper>
  );
}

/** The answer in one sentence, for those who hear the page. */
function Announcement({ answer: { prediction, notices, version } }: { answer: PredictionAnswer }) {
  const labels = 'labels' in prediction ? prediction.labels : [];
  const predicted = labels.filter(({ isPredicted }) => isPredicted).map(({ label }) => label);
  return (
    <VisuallyHidden role="status">
      {notices.map(({ message }) => `${message} `)}
      {predicted.length > 0 ? `Predicted: ${predicted.join(', ')}.` : 'No label is likely enough to be predicted.'}{' '}
      Answered by version {version}.
    </VisuallyHidden>
  );
}

function AnswerSkeleton() {
  return (
    <Paper p="lg" withBorder bg="var(--surface)" h="100%" aria-busy aria-label="Waiting for the answer">
      <Skeleton height={20} width={90} mb="lg" />
      {[88, 70, 60, 45, 30, 22].map((width) => (
        <Box key={width} mb="md">
          <Skeleton height={18} width={`${width}%`} />
        </Box>
      ))}
    </Paper>
  );
}
