import { SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Metric, Scorecard } from '../../api/types';
import { Panel } from '../../components/Panel';
import { percent } from '../../format/metric';
import { count } from '../../format/size';
import { Headline } from '../../components/Headline';
import { ConfusionPanel } from './ConfusionPanel';
import { HeadsPanel } from './HeadsPanel';
import { KindsPanel } from './KindsPanel';
import { LabelsPanel } from './LabelsPanel';
import { SimilarityFigure } from './SimilarityFigure';

const SPLITS = [
  { value: 'crossValidation', label: 'Cross-validation' },
  { value: 'test', label: 'Test' },
  { value: 'validation', label: 'Validation' },
] as const;
type SplitName = (typeof SPLITS)[number]['value'];

export function ScorecardPanels({ scorecard }: { scorecard: Scorecard }) {
  const splits = SPLITS.filter(({ value }) => scorecard[value]);
  const [name, setName] = useState<SplitName>(splits[0]?.value ?? 'test');
  const split = scorecard[name] ?? scorecard.test;
  const metrics = Object.keys(split.metrics) as Metric[];
  const headlineFirst = [scorecard.headline, ...metrics.filter((metric) => metric !== scorecard.headline)];
  return (
    <Stack gap="lg">
      <Panel
        title="Scorecard"
        aside={<SegmentedControl aria-label="Split" size="sm" data={splits} value={name} onChange={setName} />}
      >
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="xl" verticalSpacing="lg">
          {headlineFirst.map((metric) => (
            <Headline key={metric} metric={metric} split={split} />
          ))}
          {scorecard.similarity && <SimilarityFigure similarity={scorecard.similarity} />}
        </SimpleGrid>
        <Text size="xs" c="dimmed" mt="md">
          {name === 'crossValidation'
            ? `Each of ${count(split.examples)} examples was answered by one of ${scorecard.crossValidation?.folds} models, one that was not trained on it. Bands`
            : `On ${count(split.examples)} examples that were not trained on. Bands`}{' '}
          are 95 % bootstrap intervals; the grey tick is what answering everything with the labels’ frequencies gives.
          {split.calibrationError !== null &&
            ` Probabilities differ from how often they come true by ${percent(split.calibrationError)} on average.`}
          {name === 'validation' && ' Thresholds and promotion are decided on this split, so it flatters a little.'}
        </Text>
      </Panel>
      {split.perHead.length > 0 && <HeadsPanel heads={split.perHead} />}
      {split.perKind.length > 0 && <KindsPanel kinds={split.perKind} />}
      <LabelsPanel
        labels={split.perLabel}
        leftOut={scorecard.labelsLeftOut}
        examplesLeftOut={scorecard.examplesLeftOut}
      />
      {split.confusionMatrices.map((matrix) => (
        <ConfusionPanel key={matrix.head ?? 'all'} matrix={matrix} />
      ))}
    </Stack>
  );
}
