import { Paper, Skeleton, Stack, Title } from '@mantine/core';
import { IconCut } from '@tabler/icons-react';
import { useAnalyses } from '../../api/analyses';
import { EmptyNotice } from '../../components/EmptyNotice';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { AnalysisRow } from './AnalysisRow';
import { UploadPanel } from './UploadPanel';

export function ShotsPage() {
  const { data: analyses, error, refetch } = useAnalyses();
  return (
    <>
      <PageTitle
        title="How is it shot?"
        tab="Shots"
        lead="Hand in a video. Its shots are found, and each is told by how near it is to its subject and how the camera moves."
      />
      <Stack gap="xl">
        <UploadPanel />
        <section aria-label="Videos">
          <Title order={2} size="h3" mb="md">
            Videos
          </Title>
          {error && !analyses && <ErrorNotice error={error} retry={refetch} />}
          {!error && !analyses && <Skeleton height={140} aria-busy />}
          {analyses?.length === 0 && (
            <EmptyNotice Icon={IconCut} title="No video has been handed in yet">
              Whatever you hand in above stays in this installation, until you remove it.
            </EmptyNotice>
          )}
          {analyses && analyses.length > 0 && (
            <Paper withBorder bg="var(--surface)">
              {analyses.map((analysis) => (
                <AnalysisRow key={analysis.id} analysis={analysis} />
              ))}
            </Paper>
          )}
        </section>
      </Stack>
    </>
  );
}
