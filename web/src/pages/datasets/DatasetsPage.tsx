import { Badge, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { useDatasets } from '../../api/datasets';
import type { DatasetSummary } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { count } from '../../format/size';
import { fromNow } from '../../format/time';
import { OtherDataPanel } from './OtherDataPanel';
import styles from '../../components/LinkedCard.module.css';

/** What each family learns from. */
export function DatasetsPage() {
  const { data, error, refetch } = useDatasets();
  return (
    <>
      <PageTitle
        title="Datasets"
        lead="What the models learn from: look at it before you believe a figure that rests on it."
      />
      {error && !data && <ErrorNotice error={error} retry={refetch} />}
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} mb="xl">
        {data?.map((dataset) => <DatasetCard key={`${dataset.family} ${dataset.id}`} dataset={dataset} />) ??
          (!error && [0, 1, 2].map((place) => <Skeleton key={place} height={150} aria-busy />))}
      </SimpleGrid>
      <OtherDataPanel />
    </>
  );
}

function DatasetCard({ dataset }: { dataset: DatasetSummary }) {
  const { family, id, title, hyperparameters, seenAt, examples, problem } = dataset;
  const settings = Object.entries(hyperparameters).map(([name, value]) => `${name}: ${String(value)}`);
  return (
    <Paper p="lg" withBorder bg="var(--surface)" component="article" className={styles.card}>
      <Stack gap="xs" h="100%">
        <Title order={2} size="h4">
          <Link to={`/datasets/${family}/${id}`} className={styles.link}>
            {title}
          </Link>
        </Title>
        <Text size="sm" c="dimmed">
          {family}
          {settings.length > 0 && ` with ${settings.join(', ')}`}
        </Text>
        {examples !== null && <Text>{count(examples)} examples</Text>}
        {problem && (
          <Badge color="orange" variant="light" tt="none">
            Not enough to learn from
          </Badge>
        )}
        <Text size="xs" c="dimmed">
          {seenAt === null ? 'Nobody has looked at it yet' : `Looked at ${fromNow(seenAt)}`}
        </Text>
      </Stack>
    </Paper>
  );
}
