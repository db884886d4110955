import type { ModelFamily } from '../models/model-family.js';
import type { BackboneReference } from '../platform/manifest.js';
import type { Interval, Scorecard, SplitScore } from '../platform/scorecard.js';

export interface CardRequest {
  readonly family: Pick<ModelFamily, 'title' | 'summary' | 'card'>;
  readonly scorecard: Scorecard;
  readonly backbones: readonly BackboneReference[];
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly dataset: { readonly key: string; readonly hash: string };
}

/**
 * `model-card.md`: what a version is for, what it was made of, how well it does and what it cannot do, for whoever is
 * handed its files.
 * @see Mitchell et al. 2019, "Model Cards for Model Reporting"
 */
export function modelCard({ family, scorecard, backbones, hyperparameters, dataset }: CardRequest): string {
  const { title, summary, card } = family;
  const { validation, test, crossValidation } = scorecard;
  const splits: [string, SplitScore][] = [
    ...(crossValidation
      ? [[`${crossValidation.folds}-fold cross-validation`, crossValidation] as [string, SplitScore]]
      : []),
    ['Test', test],
    ['Validation', validation],
  ];
  return `${[
    `# ${title}`,
    `${summary}\n\nFamily \`${scorecard.family}\`, version \`${scorecard.version}\`.`,
    `## What it is for\n\n${card.use}`,
    `## What it was made of\n\n${card.data}\n\n${madeOf(dataset, backbones, hyperparameters)}`,
    `## How well it does\n\nEach figure with its 95 % bootstrap interval over examples; the baseline answers every example with the labels' frequencies.`,
    ...splits.map(([name, split]) => figures(name, split)),
    ...splits.slice(0, 1).map(([name, split]) => labels(name, split)),
    leftOut(scorecard),
    `## What it cannot do\n\n${card.limits.map((limit) => `- ${limit}`).join('\n')}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

function madeOf(
  { key, hash }: CardRequest['dataset'],
  backbones: readonly BackboneReference[],
  hyperparameters: CardRequest['hyperparameters'],
): string {
  const settings = Object.entries(hyperparameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [
    `- Dataset: \`${key}\` (sha256 ${hash})`,
    ...backbones.map(({ name, sha256 }) => `- Backbone: ${name} (sha256 ${sha256})`),
    `- Hyperparameters: ${settings.join(', ')}`,
  ].join('\n');
}

function figures(name: string, { examples, metrics, baseline, calibrationError, perHead }: SplitScore): string {
  const row = (title: string, metric: string, interval: Interval, base?: number) =>
    `| ${title}${metric} | ${interval.value.toFixed(3)} | ${interval.low.toFixed(3)} – ${interval.high.toFixed(3)} | ${base?.toFixed(3) ?? ''} |`;
  const rows = Object.entries(metrics).map(([metric, interval]) =>
    row('', metric, interval, baseline[metric as keyof typeof baseline]),
  );
  const heads = perHead.flatMap(({ head, metrics: of, baseline: guess }) =>
    Object.entries(of).map(([metric, interval]) =>
      row(`${head}: `, metric, interval, guess[metric as keyof typeof guess]),
    ),
  );
  const calibration =
    calibrationError === null ? '' : `\n\nExpected calibration error: ${calibrationError.toFixed(3)}.`;
  const table = ['| Metric | Value | Interval | Baseline |', '| --- | --- | --- | --- |', ...rows, ...heads].join('\n');
  return `### ${name} (${examples} examples)\n\n${table}${calibration}`;
}

function labels(name: string, { perLabel }: SplitScore): string {
  if (perLabel.length === 0) return '';
  const rows = perLabel.map(
    ({ label, support, precision, recall, f1 }) =>
      `| ${escaped(label)} | ${support} | ${precision.toFixed(3)} | ${recall.toFixed(3)} | ${f1.toFixed(3)} |`,
  );
  const head = ['| Label | Examples | Precision | Recall | F1 |', '| --- | --- | --- | --- | --- |'];
  return `### Per label, ${name.toLowerCase()}\n\n${[...head, ...rows].join('\n')}`;
}

function leftOut({ labelsLeftOut, examplesLeftOut }: Scorecard): string {
  const parts = [
    labelsLeftOut.length === 0
      ? ''
      : `Labels with too few examples to learn: ${labelsLeftOut.map(({ label, examples }) => `${escaped(label)} (${examples})`).join(', ')}.`,
    examplesLeftOut.count === 0 ? '' : `Examples that could not be read: ${examplesLeftOut.count}.`,
  ].filter((part) => part !== '');
  return parts.join('\n\n');
}

/** Labels come from the data: none of them may break the table. */
export function escaped(label: string): string {
  return label.replace(/[\\|`*_<>]/g, '\\$&').replace(/\s+/g, ' ');
}
