import type { Metric } from '../api/types';

/** The field's own names of the metrics, and what they say in one sentence. */
const METRICS: Record<Metric, { title: string; meaning: string }> = {
  macroAuc: {
    title: 'Macro AUC',
    meaning: 'How well each label’s positives rank above its negatives, averaged over labels. 0.5 is chance.',
  },
  meanAveragePrecision: { title: 'mAP', meaning: 'Area under the precision-recall curve, averaged over labels.' },
  microF1: { title: 'Micro F1', meaning: 'F1 over all label decisions together: common labels count more.' },
  macroF1: { title: 'Macro F1', meaning: 'F1 per label, averaged: rare labels count as much as common ones.' },
  accuracy: { title: 'Accuracy', meaning: 'Share of the examples whose most probable label is theirs.' },
  meanAp50: {
    title: 'mAP@50',
    meaning: 'Average precision of the boxes found, half of each overlapping, over classes.',
  },
  meanAp50To95: {
    title: 'mAP@50–95',
    meaning: 'The same averaged over overlaps from 50 to 95 %: how well the boxes fit counts as well.',
  },
  balancedAccuracy: { title: 'Balanced accuracy', meaning: 'Mean recall of both classes. 0.5 is chance.' },
};

export const metricTitle = (metric: Metric) => METRICS[metric].title;
export const metricMeaning = (metric: Metric) => METRICS[metric].meaning;

/** Three digits: the intervals are wider than that. */
export const figure = (value: number) => value.toFixed(3);

export const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

/** Whole per cent, except where rounding would say "never" or "always". */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %';
  if (share < 1 && share > 0.99) return '> 99 %';
  return `${Math.round(share * 100)} %`;
}
