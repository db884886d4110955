import { Paper, SimpleGrid, Skeleton, Slider, Stack, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useFamilies } from '../../api/families';
import type { Asked } from '../../api/predictions';
import type { FamilySummary } from '../../api/types';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { percent } from '../../format/metric';
import { fieldProblem } from '../ask/field-problem';
import { ImageInput } from '../ask/ImageInput';
import { DetectorPanel } from './DetectorPanel';
import { detectorsOf } from './sizes';

export function ObjectsPage() {
  const { data: families, error, refetch } = useFamilies();
  const detectors = families && detectorsOf(families);
  return (
    <>
      <PageTitle
        title="What is on the picture?"
        tab="Objects"
        lead="Hand in a picture. Every size of the detector says what it finds, where, and how long it took."
      />
      {!detectors && (error ? <ErrorNotice error={error} retry={refetch} /> : <Skeleton height={340} aria-busy />)}
      {detectors?.length === 0 && <EmptyNotice Icon={IconPhotoOff} title="This installation has no detector" />}
      {detectors && detectors.length > 0 && <Detectors detectors={detectors} />}
    </>
  );
}

const AT_FIRST = 0.5; // sure rather than not

function Detectors({ detectors }: { detectors: readonly FamilySummary[] }) {
  const [asked, setAsked] = useState<Asked>();
  const [problem, setProblem] = useState<string>();
  const [threshold, setThreshold] = useState(AT_FIRST);
  const field = detectors[0]!.input[0]!; // all sizes ask for the same picture
  const file = asked?.fields[field.name];
  const picture = file instanceof File ? file : undefined;

  function change(chosen: File | undefined) {
    const refusal = fieldProblem(field, chosen);
    setProblem(refusal);
    if (refusal === undefined && chosen)
      setAsked((before) => ({ id: String(Number(before?.id ?? 0) + 1), fields: { [field.name]: chosen } }));
  }

  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <Paper p="lg" withBorder bg="var(--surface)">
          <ImageInput field={field} value={picture} problem={problem} onChange={change} />
        </Paper>
        <Paper p="lg" withBorder bg="var(--surface)" component="section" aria-label="Confidence">
          <Text fw={600}>How sure it must be</Text>
          <Text size="sm" c="dimmed" mb="xl">
            Boxes of less than {percent(threshold)} are hidden.
          </Text>
          <Slider
            value={threshold}
            onChange={setThreshold}
            min={0.05}
            max={0.95}
            step={0.05}
            label={percent}
            thumbLabel="Least confidence"
            marks={[0.25, 0.5, 0.75].map((value) => ({ value, label: percent(value) }))}
            mb="md"
          />
        </Paper>
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg">
        {detectors.map((family) => (
          <DetectorPanel key={family.name} family={family} asked={asked} picture={picture} threshold={threshold} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}
