import { BarChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import type { Histogram } from '../../api/types';
import { count } from '../../format/size';

interface Props {
  readonly title: string;
  readonly histogram: Histogram;
  readonly format: (value: number) => string;
  /** A bar stands for one whole number, not for a range. */
  readonly isCount?: boolean;
}

/** How many examples lie where; the bar that is pointed at says its range and its number. */
export function HistogramChart({ title, histogram: { edges, counts }, format, isCount = false }: Props) {
  const data = counts.map((examples, bin) => ({
    range: isCount ? format(edges[bin]!) : `${format(edges[bin]!)} to ${format(edges[bin + 1]!)}`,
    from: format(edges[bin]!),
    examples,
  }));
  const commonest = data.reduce((most, bar) => (bar.examples > most.examples ? bar : most), data[0]!);
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <div role="img" aria-label={`${title}: most often ${commonest.range}, ${count(commonest.examples)} examples`}>
        <BarChart
          h={170}
          data={data}
          dataKey="range"
          series={[{ name: 'examples', label: 'Examples', color: 'amber.5' }]}
          valueFormatter={count}
          gridAxis="y"
          tickLine="none"
          yAxisProps={{ width: 48 }}
          xAxisProps={{
            minTickGap: 16,
            tickFormatter: (range: string) => data.find((bar) => bar.range === range)?.from ?? range,
          }}
          barProps={{ isAnimationActive: false, radius: [2, 2, 0, 0] }}
          barChartProps={{ accessibilityLayer: false, barCategoryGap: 1 }}
        />
      </div>
    </div>
  );
}
