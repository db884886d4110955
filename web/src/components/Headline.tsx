import { Group, Text } from '@mantine/core';
import type { Metric, SplitScore } from '../api/types';
import { IntervalBar } from './IntervalBar';
import { figure, metricMeaning, metricTitle } from '../format/metric';

interface Props {
  readonly metric: Metric;
  readonly split: Pick<SplitScore, 'metrics' | 'baseline'>;
  /** Which split it is, where that is not said already. */
  readonly name?: string;
}

/** One metric of one split: the figure, its 95 % interval, and what answering with label frequencies would give. */
export function Headline({ metric, split: { metrics, baseline }, name }: Props) {
  const interval = metrics[metric];
  if (!interval) return null;
  return (
    <div title={metricMeaning(metric)}>
      <Text size="sm" c="dimmed">
        {metricTitle(metric)}
        {name && ` on ${name}`}
      </Text>
      <Group gap={8} align="baseline" mb={8}>
        <Text fz={30} fw={650} lh={1.15} style={{ fontVariantNumeric: 'tabular-nums' }}>
          {figure(interval.value)}
        </Text>
        <Text size="xs" c="dimmed">
          {figure(interval.low)} – {figure(interval.high)}
          {baseline[metric] !== undefined && ` · baseline ${figure(baseline[metric])}`}
        </Text>
      </Group>
      <IntervalBar interval={interval} baseline={baseline[metric]} />
    </div>
  );
}
