import { Alert, Button, Group, Loader, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconEye, IconInfoCircle, IconPhotoSearch } from '@tabler/icons-react';
import { Link, useParams } from 'react-router';
import { useDataset, useLookAtDataset } from '../../api/datasets';
import { useFamily } from '../../api/families';
import type { Dataset, DatasetProfile } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageLoading } from '../../components/PageLoading';
import { PageTitle } from '../../components/PageTitle';
import type { Settings } from '../../format/settings';
import { fromNow } from '../../format/time';
import { BrokenPanel } from './BrokenPanel';
import { CountsPanel } from './CountsPanel';
import { DuplicatesPanel } from './DuplicatesPanel';
import { ImagesPanel } from './ImagesPanel';
import { LabelsPanel } from './LabelsPanel';
import { ObjectsPanel } from './ObjectsPanel';
import { TextsPanel } from './TextsPanel';
import { TogetherPanel } from './TogetherPanel';

export function DatasetPage() {
  const { family = '', id = 'default' } = useParams();
  const { data: dataset, error, refetch } = useDataset({ family, id });
  const title = useFamily(family).data?.title ?? family;
  if (error && !dataset) return <ErrorNotice error={error} retry={refetch} />;
  if (!dataset) return <PageLoading />;
  const { record } = dataset;
  return (
    <>
      <PageTitle title={`Data of ${family}`} tab={`Data of ${family}`} lead={title}>
        <Actions dataset={dataset} />
      </PageTitle>
      <Stack gap="lg">
        {record?.problem && (
          <Alert color="orange" icon={<IconInfoCircle />} title="A retraining leaves this out">
            {record.problem}
          </Alert>
        )}
        {record?.profile ? (
          <Profile profile={record.profile} />
        ) : (
          !record?.problem && (
            <EmptyNotice Icon={IconPhotoSearch} title="Nobody has looked at it yet">
              A training worker reads every example once and says here what it saw.
            </EmptyNotice>
          )
        )}
        {record && (
          <Text size="xs" c="dimmed">
            Looked at {fromNow(record.createdAt)}, in {record.seconds.toFixed(1)} s.
          </Text>
        )}
      </Stack>
    </>
  );
}

function Actions({ dataset }: { dataset: Dataset }) {
  const { family, id, progress, record } = dataset;
  const look = useLookAtDataset({ family, id });
  const settings = (record?.hyperparameters ?? {}) as Settings;
  return (
    <Stack gap={4} align="end">
      <Group>
        {record?.profile && (
          <Button variant="default" component={Link} to={`/datasets/${family}/${id}/samples`}>
            Ask about a sample
          </Button>
        )}
        <Button
          leftSection={progress ? <Loader size={14} color="currentColor" /> : <IconEye size={16} aria-hidden />}
          disabled={progress !== null}
          loading={look.isPending}
          onClick={() => look.mutate(settings)}
        >
          {record ? 'Look again' : 'Look at the data'}
        </Button>
      </Group>
      <Text size="xs" c={look.error ? 'var(--mantine-color-error)' : 'dimmed'} role="status">
        {look.error?.message ?? progress?.detail}
      </Text>
    </Stack>
  );
}

function Profile({ profile }: { profile: DatasetProfile }) {
  const { counts, labels, together, images, texts, objects, duplicates, broken } = profile;
  const isEverTogether = together.some((row, one) => row.some((both, other) => one !== other && both > 0));
  return (
    <>
      <CountsPanel counts={counts} broken={broken.count} duplicates={duplicates} />
      <SimpleGrid cols={{ base: 1, md: isEverTogether ? 2 : 1 }} spacing="lg">
        {labels.length > 0 && <LabelsPanel labels={labels} />}
        {isEverTogether && <TogetherPanel labels={labels.map(({ label }) => label)} together={together} />}
      </SimpleGrid>
      {Object.entries(images).map(([field, seen]) => (
        <ImagesPanel key={field} field={field} images={seen} />
      ))}
      {Object.entries(texts).map(([field, seen]) => (
        <TextsPanel key={field} field={field} texts={seen} />
      ))}
      {objects && <ObjectsPanel objects={objects} />}
      {duplicates.first.length > 0 && <DuplicatesPanel duplicates={duplicates} />}
      {broken.count > 0 && <BrokenPanel broken={broken} />}
    </>
  );
}
