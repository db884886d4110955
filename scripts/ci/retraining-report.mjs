import { escaped } from './summary.mjs';

/**
 * @typedef {import('../../api/retrainings/retraining.schema.js').Retraining} Retraining
 * @typedef {import('../../api/models/model.schema.js').VersionDetails} VersionDetails
 * @typedef {import('../../platform/scorecard.js').Interval} Interval
 * @typedef {{ family: string, retraining?: Retraining, version?: VersionDetails, error?: string }} Ended a run, with
 *   the version that it published; or what kept it from running
 */

/** Whether there is nothing to mend: a candidate that the gate refused is an answer too. @param {Ended} ended */
export function isGood({ retraining }) {
  return retraining?.outcome?.status === 'published';
}

/** What became of the retrainings, in Markdown. @param {readonly Ended[]} runs */
export function retrainingReport(runs) {
  return ['## Retrainings', ...runs.map(section)].join('\n\n');
}

/** @param {Ended} ended */
function section({ family, retraining, version, error }) {
  const title = `### ${escaped(family)}`;
  if (retraining === undefined) return `${title}\n\n**Not run:** ${escaped(error ?? 'nobody says why')}`;
  const { status, outcome, failure } = retraining;
  if (outcome === null) return `${title}\n\n**${escaped(status)}**${failure === null ? '' : `: ${escaped(failure)}`}`;
  if (outcome.status === 'skipped') return `${title}\n\n**Skipped:** ${escaped(outcome.reason)}`;
  const verdict = outcome.promote ? 'is the champion' : 'is published and not promoted';
  const { train, validation, test } = outcome.dataset.counts;
  const paragraphs = [
    `**${escaped(outcome.version)} ${verdict}.** ${escaped(outcome.reason)}`,
    version === undefined ? `Its scorecard could not be read: ${escaped(error ?? '')}` : scorecard(version),
    `${train} examples to learn from, ${validation} for validation, ${test} for the test; ${minutes(outcome.durationSeconds)}.`,
  ];
  return [title, ...paragraphs].join('\n\n');
}

/** @param {VersionDetails} version */
function scorecard({ scorecard: { validation, test } }) {
  /** @type {Readonly<Record<string, Interval | undefined>>} */
  const onTest = test.metrics;
  const rows = Object.entries(validation.metrics).map(
    ([name, onValidation]) => `| ${escaped(name)} | ${figure(onValidation)} | ${figure(onTest[name])} |`,
  );
  return ['| metric | validation | test |', '| --- | --- | --- |', ...rows].join('\n');
}

/** @param {Interval | undefined} interval */
function figure(interval) {
  if (interval === undefined) return '';
  const { value, low, high } = interval;
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

/** @param {number} seconds */
function minutes(seconds) {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
