import { SimpleGrid } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { HistogramChart } from './HistogramChart';

export function ObjectsPanel({ objects }: { objects: NonNullable<DatasetProfile['objects']> }) {
  return (
    <Panel title="Objects on the pictures">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
        <HistogramChart title="Objects a picture" histogram={objects.perPicture} format={String} isCount />
        <HistogramChart
          title="Share of the picture that an object covers"
          histogram={objects.area}
          format={(value) => `${Math.round(value * 100)} %`}
        />
      </SimpleGrid>
    </Panel>
  );
}
