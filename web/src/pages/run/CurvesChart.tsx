import { LineChart } from '@mantine/charts';
import { SimpleGrid, Text } from '@mantine/core';
import type { EpochReport, Metric } from '../../api/types';
import { figure, metricTitle } from '../../format/metric';

interface Props {
  readonly curve: readonly EpochReport[];
  readonly headline: Metric | undefined;
}

const MOST_DOTS = 15; // beyond, dots hide the line that they stand on

/** Scores end at 1; a curve that stays on one value still has room below it. */
const SCORE_DOMAIN: [(lowest: number) => number, number] = [
  (lowest) => Math.max(0, Math.floor(lowest * 10 - 1) / 10),
  1,
];

const Y_AXIS = { width: 52, tickFormatter: (value: number) => value.toFixed(2) };

const LINE = {
  h: 220,
  dataKey: 'epoch',
  curveType: 'linear',
  valueFormatter: figure,
  lineProps: { isAnimationActive: false },
  lineChartProps: { accessibilityLayer: false },
} as const;

/** How the loss falls and the score rises, epoch by epoch. */
export function CurvesChart({ curve, headline }: Props) {
  const score = headline ? metricTitle(headline) : 'Score';
  const last = curve.at(-1);
  const withDots = curve.length <= MOST_DOTS;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
      <div role="img" aria-label={`Loss per epoch, ${last ? figure(last.loss) : 'none'} in the last`}>
        <Text size="sm" fw={600} mb={6}>
          Loss
        </Text>
        <LineChart
          {...LINE}
          withDots={withDots}
          data={[...curve]}
          withLegend
          yAxisProps={{ ...Y_AXIS, domain: ['auto', 'auto'] }}
          series={[
            { name: 'loss', label: 'Training', color: 'amber.5' },
            { name: 'validationLoss', label: 'Validation', color: 'blue.5' },
          ]}
        />
      </div>
      <div
        role="img"
        aria-label={`${score} on validation per epoch, ${last ? figure(last.validationScore) : 'none'} in the last`}
      >
        <Text size="sm" fw={600} mb={6}>
          {score} on validation
        </Text>
        <LineChart
          {...LINE}
          withDots={withDots}
          data={[...curve]}
          yAxisProps={{ ...Y_AXIS, domain: SCORE_DOMAIN }}
          series={[{ name: 'validationScore', label: score, color: 'teal.5' }]}
        />
      </div>
    </SimpleGrid>
  );
}
