import { BarChart } from '@mantine/charts';
import type { LabelScore } from '../../api/types';
import { figure } from '../../format/metric';
import { count } from '../../format/size';

const ROW_PIXELS = 46; // three bars and their distance to the next label's
const FRAME_PIXELS = 70; // legend and axis

const SERIES = [
  { name: 'f1', label: 'F1', color: 'amber.5' },
  { name: 'precision', label: 'Precision', color: 'teal.6' },
  { name: 'recall', label: 'Recall', color: 'blue.5' },
];

/** Most frequent label first; the number beside a label is its support. */
export function LabelsChart({ labels }: { labels: readonly LabelScore[] }) {
  return (
    <div role="img" aria-label="F1, precision and recall per label. The same figures stand under Table.">
      <BarChart
        h={labels.length * ROW_PIXELS + FRAME_PIXELS}
        data={labels.map(({ label, support, ...scores }) => ({ ...scores, label: `${label} (${count(support)})` }))}
        dataKey="label"
        orientation="vertical"
        series={SERIES}
        withLegend
        gridAxis="x"
        tickLine="none"
        valueFormatter={figure}
        yAxisProps={{ width: 132, interval: 0 }}
        xAxisProps={{ domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], tickFormatter: String }}
        barProps={{ isAnimationActive: false, barSize: 9, radius: [0, 3, 3, 0] }}
        barChartProps={{ barGap: 1, accessibilityLayer: false }}
      />
    </div>
  );
}
