import { SimpleGrid, Text } from '@mantine/core';
import type { SplitScore } from '../../api/types';
import { Panel } from '../../components/Panel';
import { percent } from '../../format/metric';
import { count } from '../../format/size';

/** Where the mistakes are, for families whose examples come in kinds (photo, frame, …). */
export function KindsPanel({ kinds }: { kinds: SplitScore['perKind'] }) {
  return (
    <Panel title="Answered rightly, per kind of example">
      <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }}>
        {kinds.map(({ kind, examples, accuracy }) => (
          <div key={kind}>
            <Text fz={26} fw={650} lh={1.2}>
              {percent(accuracy)}
            </Text>
            <Text size="sm">{kind}</Text>
            <Text size="xs" c="dimmed">
              {count(examples)} examples
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Panel>
  );
}
