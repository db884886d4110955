import { useRemoveExperiment } from '../../api/experiments';
import { ConfirmRemoval } from '../../components/ConfirmRemoval';

/** Of one that has ended. */
export function RemoveExperiment({ id }: { id: string }) {
  return (
    <ConfirmRemoval
      label="Remove"
      question="Remove this experiment?"
      consequence="Its report, its curves and its models are removed; a version that it published stays."
      removal={useRemoveExperiment(id)}
      afterwards="/experiments"
    />
  );
}
