import { duration } from '../setup/step.mjs';

/** @typedef {import('./api-client.mjs').Retraining} Retraining */

/** How far a retraining is, in a line. @param {Retraining} retraining */
export function progressLine({ family, progress }) {
  if (progress === null) return `${family}: waiting for a worker`;
  const { stage, detail, epoch, epochs, loss, secondsLeft } = progress;
  /** @type {string[]} */
  const parts = [stage];
  if (stage === 'training' && epoch > 0) parts.push(`epoch ${epoch} of ${epochs}`);
  else if (detail !== '' && detail !== stage) parts.push(detail);
  if (stage === 'training' && loss !== null) parts.push(`loss ${loss.toFixed(4)}`);
  if (secondsLeft !== null && secondsLeft > 0) parts.push(`about ${duration(secondsLeft)} left`);
  return `${family}: ${parts.join(', ')}`;
}

/** How a retraining ended, in a line. @param {Retraining} retraining */
export function outcomeLine({ family, status, outcome, failure }) {
  if (outcome === null) return `${family}: ${status}${failure === null ? '' : `: ${failure}`}`;
  if (outcome.status === 'skipped') return `${family}: skipped: ${outcome.reason}`;
  const { value, low, high } = outcome.test;
  const figure = `${outcome.metric} ${value.toFixed(3)} on test (95 %: ${low.toFixed(3)} to ${high.toFixed(3)})`;
  const seconds = duration(outcome.durationSeconds);
  return `${family}: ${outcome.promote ? 'champion' : 'not promoted'} ${outcome.version} after ${seconds}, ${figure}. ${outcome.reason}`;
}
