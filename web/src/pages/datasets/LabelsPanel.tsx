import { BarChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';

const ROW_PIXELS = 28;
const FRAME_PIXELS = 70; // legend and axis

const SERIES = [
  { name: 'train', label: 'Train', color: 'amber.5' },
  { name: 'validation', label: 'Validation', color: 'teal.6' },
  { name: 'test', label: 'Test', color: 'blue.5' },
  { name: 'unlabelled', label: 'In no split', color: 'gray.5' },
];

/** How many examples have each label, by split. */
export function LabelsPanel({ labels }: Pick<DatasetProfile, 'labels'>) {
  const rows = labels.map(({ label, isLearned, examples }) => ({
    label: isLearned ? label : `${label} *`,
    ...examples,
  }));
  const series = SERIES.filter(({ name }) => rows.some((row) => row[name as 'train'] > 0));
  const summary = labels.map(({ label, examples }) => `${label} ${count(total(examples))}`).join(', ');
  return (
    <Panel title="Examples of each label">
      <div role="img" aria-label={`Examples of each label: ${summary}`}>
        <BarChart
          h={rows.length * ROW_PIXELS + FRAME_PIXELS}
          data={rows}
          dataKey="label"
          orientation="vertical"
          type="stacked"
          series={series}
          withLegend
          gridAxis="x"
          tickLine="none"
          valueFormatter={count}
          yAxisProps={{ width: 132, interval: 0 }}
          barProps={{ isAnimationActive: false, barSize: 16 }}
          barChartProps={{ accessibilityLayer: false }}
        />
      </div>
      {labels.some(({ isLearned }) => !isLearned) && (
        <Text size="xs" c="dimmed">
          * has too few examples to be learned
        </Text>
      )}
    </Panel>
  );
}

function total({ train, validation, test, unlabelled }: DatasetProfile['counts']): number {
  return train + validation + test + unlabelled;
}
