import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { datasetImageUrl } from '../../api/datasets';
import { usePrediction } from '../../api/predictions';
import type { DatasetSample, FamilySummary, Fields } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Panel } from '../../components/Panel';
import { AnswerPanel } from '../ask/AnswerPanel';

/** What the serving version says of a sample, beside what it is. */
export function SampleAnswer({ family, sample }: { family: FamilySummary; sample: DatasetSample | undefined }) {
  const fields = useFields(sample);
  const asked = sample && fields.data ? { id: `sample ${sample.id}`, fields: fields.data } : undefined;
  const prediction = usePrediction(family, asked);
  if (fields.error) return <ErrorNotice error={fields.error} retry={fields.refetch} />;
  return (
    <Stack pos="sticky" top={80}>
      {sample && (
        <Panel title="What it is">
          <Text>{sample.target.join(', ') || 'None of the labels'}</Text>
          <Text size="sm" c="dimmed">
            {sample.id}, of the split {sample.split}
          </Text>
        </Panel>
      )}
      <AnswerPanel family={family} prediction={prediction} />
    </Stack>
  );
}

/** What was kept of the sample, as a person would hand it in. */
function useFields(sample: DatasetSample | undefined) {
  return useQuery({
    queryKey: ['sample', sample?.id, sample?.fields],
    queryFn: async ({ signal }): Promise<Fields> => {
      const entries = Object.entries(sample!.fields).map(async ([name, value]) => [
        name,
        'text' in value ? value.text : await fileOf(value.image, signal),
      ]);
      return Object.fromEntries(await Promise.all(entries)) as Fields;
    },
    enabled: sample !== undefined,
    staleTime: Infinity,
  });
}

async function fileOf(hash: string, signal: AbortSignal): Promise<File> {
  const answer = await fetch(datasetImageUrl(hash), { signal });
  if (!answer.ok) throw new Error('The picture of this sample is no longer kept: look at the data again');
  const bytes = await answer.blob();
  return new File([bytes], 'sample', { type: bytes.type });
}
