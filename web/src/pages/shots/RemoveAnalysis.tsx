import { useRemoveAnalysis } from '../../api/analyses';
import type { AnalysisDetails } from '../../api/types';
import { ConfirmRemoval } from '../../components/ConfirmRemoval';

export function RemoveAnalysis({ analysis: { id, status } }: { analysis: AnalysisDetails }) {
  const isRunning = status === 'running';
  return (
    <ConfirmRemoval
      label={isRunning ? 'Stop' : 'Remove'}
      size="xs"
      question={isRunning ? 'Stop and remove?' : 'Remove this video?'}
      consequence="The video is removed with its shots and thumbnails."
      removal={useRemoveAnalysis(id)}
      afterwards="/shots"
    />
  );
}
