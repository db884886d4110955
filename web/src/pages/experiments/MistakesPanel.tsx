import { Image, SimpleGrid, Text } from '@mantine/core';
import type { ArmReport } from '../../api/types';
import { Panel } from '../../components/Panel';
import { percent } from '../../format/metric';

/** The wrong answers that it was surest of. */
export function MistakesPanel({ arm: { mistakes } }: { arm: ArmReport }) {
  if (mistakes.length === 0) return null;
  return (
    <Panel title="Most confidently wrong">
      <SimpleGrid cols={{ base: 2, sm: 4, md: 6 }}>
        {mistakes.map(({ id, image, text, truth, answer, probability }) => (
          <figure key={`${id} ${answer}`} style={{ margin: 0 }}>
            {image === null ? (
              <Text size="xs" lineClamp={5}>
                {text ?? id}
              </Text>
            ) : (
              <Image src={image} alt={id} radius="sm" />
            )}
            <figcaption>
              <Text size="xs" mt={4}>
                {answer} ({percent(probability)}), is {truth}
              </Text>
            </figcaption>
          </figure>
        ))}
      </SimpleGrid>
    </Panel>
  );
}
