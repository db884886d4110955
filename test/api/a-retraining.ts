import type { Retraining } from '../../api/retrainings/retraining.schema.js';

/** A retraining that has just begun, different where a spec says so. */
export function aRetraining(different: Partial<Retraining> = {}): Retraining {
  return {
    id: 'retrain-f-1',
    family: 'f',
    status: 'running',
    startedAt: '2026-11-21T07:45:00.000Z',
    endedAt: null,
    startedBy: 'api',
    progress: null,
    outcome: null,
    failure: null,
    ...different,
  };
}
