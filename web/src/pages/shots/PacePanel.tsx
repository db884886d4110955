import { BarChart } from '@mantine/charts';
import { Group } from '@mantine/core';
import type { Shot } from '../../api/types';
import { Panel } from '../../components/Panel';
import { seconds, timecode } from '../../format/timecode';
import { Fact } from '../run/Fact';

/** How fast it is cut: the length of each shot, one after the other. */
export function PacePanel({ shots }: { shots: readonly Shot[] }) {
  const lengths = shots.map(({ start, end }) => end - start);
  const sorted = [...lengths].sort((one, other) => one - other);
  const mean = lengths.reduce((sum, one) => sum + one, 0) / lengths.length;
  const median = sorted[Math.floor(sorted.length / 2)]!;
  const minutes = (shots.at(-1)!.end - shots[0]!.start) / 60;
  return (
    <Panel title="Pace">
      <Group gap="xl" mb="md">
        <Fact name="Mean length" value={seconds(mean)} />
        <Fact name="Median" value={seconds(median)} />
        <Fact name="Shortest" value={seconds(sorted[0]!)} />
        <Fact name="Longest" value={seconds(sorted.at(-1)!)} />
        <Fact name="Shots a minute" value={(shots.length / minutes).toFixed(1)} />
      </Group>
      <div
        role="img"
        aria-label={`The length of ${shots.length} shots, one after the other; on average ${seconds(mean)}`}
      >
        <BarChart
          h={220}
          data={shots.map(({ start }, index) => ({ start: timecode(start), length: lengths[index]! }))}
          dataKey="start"
          series={[{ name: 'length', label: 'Length', color: 'amber.5' }]}
          valueFormatter={seconds}
          gridAxis="y"
          tickLine="none"
          yAxisProps={{ width: 56 }}
          xAxisProps={{ minTickGap: 24 }}
          barProps={{ isAnimationActive: false, radius: [2, 2, 0, 0] }}
          barChartProps={{ accessibilityLayer: false }}
        />
      </div>
    </Panel>
  );
}
