import { Text } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';
import { HistogramChart } from './HistogramChart';

export function TextsPanel({ field, texts }: { field: string; texts: DatasetProfile['texts'][string] }) {
  return (
    <Panel title={`Texts, ${field}: ${count(texts.count)}`}>
      <HistogramChart
        title="Length in characters"
        histogram={texts.characters}
        format={(value) => count(Math.round(value))}
      />
      {texts.empty > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {count(texts.empty)} of them are empty.
        </Text>
      )}
    </Panel>
  );
}
