import type { Retraining } from '../api/retrainings/retraining.schema.js';
import { duration } from './duration.js';
import type { Progress } from './progress-line.js';

const AFTER_TRAINING = ['evaluating', 'exporting', 'embedding', 'publishing', 'done'];

/** How far a retraining is; its bar counts epochs, which take most of the time. */
export function progressOf({ family, progress }: Retraining): Progress {
  if (progress === null) return { step: `${family}: waiting for a worker` };
  const { stage, detail, epoch, epochs, loss, secondsLeft } = progress;
  const parts: string[] = [];
  if (stage === 'training' && epoch > 0) parts.push(`epoch ${epoch} of ${epochs}`);
  else if (detail !== stage) parts.push(detail);
  if (stage === 'training' && loss !== null) parts.push(`loss ${loss.toFixed(4)}`);
  if (secondsLeft !== null && secondsLeft > 0) parts.push(`about ${duration(secondsLeft)} left`);
  return {
    step: `${family}: ${stage}`,
    share: AFTER_TRAINING.includes(stage) ? 1 : epochs > 0 ? epoch / epochs : undefined,
    detail: parts.filter((part) => part !== '').join(', '),
  };
}

/** How a retraining ended, in a line. */
export function outcomeLine({ family, status, outcome, failure }: Retraining): string {
  if (outcome === null) return `${family}: ${status}${failure === null ? '' : `: ${failure}`}`;
  if (outcome.status === 'skipped') return `${family}: skipped: ${outcome.reason}`;
  const { metric, test, version, durationSeconds, promote, reason } = outcome;
  const figure = `${metric} ${test.value.toFixed(3)} on test (95 %: ${test.low.toFixed(3)} to ${test.high.toFixed(3)})`;
  const what = promote ? `${version} is the champion` : `${version} is published and not promoted`;
  return `${family}: ${what}, after ${duration(durationSeconds)}, ${figure}. ${reason}`;
}
