import { useLiveRetraining } from '../../api/live-retraining';
import type { Retraining } from '../../api/types';
import { RunPanel } from './RunPanel';

/** A listed run as it goes. Each one keeps a stream open, of which a browser has six for all its tabs together. */
export function LiveRun({ listed }: { listed: Retraining }) {
  const { data: run = listed } = useLiveRetraining(listed.id);
  return <RunPanel run={run} />;
}
