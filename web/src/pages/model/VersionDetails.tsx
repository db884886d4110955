import { SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { FamilySummary } from '../../api/types';
import { useVersion } from '../../api/versions';
import { ErrorNotice } from '../../components/ErrorNotice';
import { dateAndTime } from '../../format/time';
import { FilesPanel } from './FilesPanel';
import { LineagePanel } from './LineagePanel';
import { ScorecardPanels } from './ScorecardPanels';

export function VersionDetails({ family, version }: { family: FamilySummary; version: string }) {
  const { data, error, refetch } = useVersion(family.name, version);
  if (error) return <ErrorNotice error={error} retry={refetch} />;
  if (!data) return <Skeleton height={480} aria-busy aria-label="Loading the version" />;
  const isChampion = family.champion?.version === version;
  return (
    <Stack gap="lg">
      <div>
        <Title order={2} size="h3" ff="monospace" fz={{ base: 18, sm: 22 }}>
          {version}
        </Title>
        <Text size="sm" c="dimmed">
          Published {dateAndTime(data.createdAt)}
          {isChampion && `. Champion: ${family.champion?.reason}`}
        </Text>
      </div>
      <ScorecardPanels scorecard={data.scorecard} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <LineagePanel family={family.name} details={data} />
        <FilesPanel family={family.name} details={data} />
      </SimpleGrid>
    </Stack>
  );
}
