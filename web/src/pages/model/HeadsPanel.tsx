import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Headline } from '../../components/Headline';
import { Panel } from '../../components/Panel';
import type { Metric, SplitScore } from '../../api/types';
import { count } from '../../format/size';

/** How well each head does, for families that answer several questions at once. */
export function HeadsPanel({ heads }: { heads: SplitScore['perHead'] }) {
  return (
    <Panel title="Per head">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {heads.map(({ head, examples, metrics, baseline }) => (
          <Stack key={head} gap="sm">
            <div>
              <Title order={3} size="h5">
                {head}
              </Title>
              <Text size="xs" c="dimmed">
                {count(examples)} examples
              </Text>
            </div>
            {(Object.keys(metrics) as Metric[]).map((metric) => (
              <Headline key={metric} metric={metric} split={{ metrics, baseline }} />
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Panel>
  );
}
