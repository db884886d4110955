import { Group, Skeleton, Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { useLiveAnalysis } from '../../api/live-analysis';
import type { AnalysisDetails } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { duration } from '../../format/time';
import { shots as shotsIn } from './AnalysisRow';
import { AnalysisState } from './AnalysisState';
import { ExportMenu } from './ExportMenu';
import { PacePanel } from './PacePanel';
import { RemoveAnalysis } from './RemoveAnalysis';
import { SharePanel } from './SharePanel';
import { headsOf } from './shot-labels';
import { VideoPanel } from './VideoPanel';

export function AnalysisPage() {
  const { id = '' } = useParams();
  const { data: analysis, error, refetch } = useLiveAnalysis(id);
  return (
    <>
      <PageTitle title={analysis?.name ?? 'A video'} lead={analysis && leadOf(analysis)}>
        {analysis && (
          <Group gap="xs">
            {analysis.shots.length > 0 && <ExportMenu id={id} />}
            <RemoveAnalysis analysis={analysis} />
          </Group>
        )}
      </PageTitle>
      {analysis && <Analysis analysis={analysis} />}
      {!analysis && (error ? <ErrorNotice error={error} retry={refetch} /> : <Skeleton height={320} aria-busy />)}
    </>
  );
}

function Analysis({ analysis }: { analysis: AnalysisDetails }) {
  const { shots } = analysis;
  return (
    <Stack gap="lg">
      <AnalysisState analysis={analysis} />
      {shots.length > 0 && <VideoPanel analysis={analysis} />}
      {headsOf(shots).map((head) => (
        <SharePanel key={head} head={head} shots={shots} />
      ))}
      {shots.length > 1 && <PacePanel shots={shots} />}
    </Stack>
  );
}

function leadOf({ shots, video }: AnalysisDetails): string {
  const length = video?.seconds ?? null;
  const found = shots.length === 0 ? '' : shotsIn(shots.length);
  return [found, length === null ? '' : duration(length), video ? `${video.width} × ${video.height}` : '']
    .filter((part) => part !== '')
    .join(' · ');
}
