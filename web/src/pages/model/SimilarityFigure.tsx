import { Group, Text } from '@mantine/core';
import type { Scorecard } from '../../api/types';
import { IntervalBar } from '../../components/IntervalBar';
import { percent } from '../../format/metric';

/** How often the five nearest movies share a label with the one asked about, beside five drawn at random. */
export function SimilarityFigure({ similarity }: { similarity: NonNullable<Scorecard['similarity']> }) {
  const { sharedLabelAt5: shared, random } = similarity;
  return (
    <div title="Of the five nearest movies, the share that has a label in common with the movie asked about.">
      <Text size="sm" c="dimmed">
        Similar movies that share a label
      </Text>
      <Group gap={8} align="baseline" mb={8}>
        <Text fz={30} fw={650} lh={1.15}>
          {percent(shared.value)}
        </Text>
        <Text size="xs" c="dimmed">
          {percent(shared.low)} – {percent(shared.high)} · random {percent(random)}
        </Text>
      </Group>
      <IntervalBar interval={shared} baseline={random} />
    </div>
  );
}
