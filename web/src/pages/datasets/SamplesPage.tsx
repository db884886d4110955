import { Grid, Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPhotoSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useDataset } from '../../api/datasets';
import { useFamily } from '../../api/families';
import type { DatasetSample } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageLoading } from '../../components/PageLoading';
import { PageTitle } from '../../components/PageTitle';
import { SampleAnswer } from './SampleAnswer';
import { SampleCard } from './SampleCard';

const SPLITS = ['train', 'validation', 'test', 'unlabelled'];

/** Some examples of each label: one of them is handed to the version that serves. */
export function SamplesPage() {
  const { family = '', id = 'default' } = useParams();
  const dataset = useDataset({ family, id });
  const families = useFamily(family);
  const error = dataset.error ?? families.error;
  if (error && !dataset.data) return <ErrorNotice error={error} retry={dataset.refetch} />;
  if (!dataset.data || !families.data) return <PageLoading />;
  const samples = dataset.data.record?.profile?.samples ?? [];
  return (
    <>
      <PageTitle
        title={`Samples of ${family}`}
        lead="Pick one: the version that serves says what it takes it for. It has learned from those of the training split."
      />
      {samples.length === 0 ? (
        <EmptyNotice Icon={IconPhotoSearch} title="There are no samples">
          Look at the data first, on the page before this one.
        </EmptyNotice>
      ) : (
        <Samples samples={samples} family={families.data} />
      )}
    </>
  );
}

interface Props {
  readonly samples: readonly DatasetSample[];
  readonly family: NonNullable<ReturnType<typeof useFamily>['data']>;
}

function Samples({ samples, family }: Props) {
  const [label, setLabel] = useState<string | null>(null);
  const [split, setSplit] = useState<string | null>(null);
  const [chosen, setChosen] = useState<DatasetSample>();
  const labels = [...new Set(samples.flatMap(({ target }) => target))].sort();
  const shown = samples.filter(
    (sample) => (label === null || sample.target.includes(label)) && (split === null || sample.split === split),
  );
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, sm: 7 }}>
        <Stack>
          <SimpleGrid cols={2}>
            <Select
              label="Label"
              placeholder="Any"
              data={labels}
              value={label}
              onChange={setLabel}
              clearable
              searchable
            />
            <Select label="Split" placeholder="Any" data={SPLITS} value={split} onChange={setSplit} clearable />
          </SimpleGrid>
          {shown.length === 0 && <Text c="dimmed">No sample is of that label and that split.</Text>}
          <SimpleGrid cols={{ base: 2, xs: 3, lg: 4 }} spacing="sm">
            {shown.map((sample) => (
              <SampleCard key={sample.id} sample={sample} isChosen={sample === chosen} onChoose={setChosen} />
            ))}
          </SimpleGrid>
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, sm: 5 }}>
        <SampleAnswer family={family} sample={chosen} />
      </Grid.Col>
    </Grid>
  );
}
