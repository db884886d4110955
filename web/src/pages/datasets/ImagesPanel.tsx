import { SimpleGrid } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';
import { HistogramChart } from './HistogramChart';

const pixels = (value: number) => `${Math.round(value)}`;
const percent = (value: number) => `${Math.round(value * 100)} %`;

export function ImagesPanel({ field, images }: { field: string; images: DatasetProfile['images'][string] }) {
  return (
    <Panel title={`Images, ${field}: ${count(images.count)}`}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        <HistogramChart title="Width in pixels" histogram={images.width} format={pixels} />
        <HistogramChart title="Height in pixels" histogram={images.height} format={pixels} />
        <HistogramChart title="Width over height" histogram={images.aspectRatio} format={(value) => value.toFixed(2)} />
        <HistogramChart title="Brightness" histogram={images.brightness} format={percent} />
        <HistogramChart title="Kilobytes" histogram={images.kilobytes} format={pixels} />
      </SimpleGrid>
    </Panel>
  );
}
