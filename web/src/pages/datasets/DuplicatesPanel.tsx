import { Badge, Group, Image, SimpleGrid, Stack, Text } from '@mantine/core';
import { datasetImageUrl } from '../../api/datasets';
import type { DatasetPair, DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';
import styles from './Samples.module.css';

/** Pairs across splits first: a model is asked there about what it has learned. */
export function DuplicatesPanel({
  duplicates: { same, near, notCompared, first },
}: Pick<DatasetProfile, 'duplicates'>) {
  return (
    <Panel title="Same twice, or nearly so">
      <Text size="sm" mb="md">
        {count(same.pairs)} pairs are the same, {count(same.acrossSplits)} of them in different splits;{' '}
        {count(near.pairs)} images look alike, {count(near.acrossSplits)} of them in different splits.{' '}
        {count(same.contradictions + near.contradictions)} pairs have different labels.
        {notCompared > 0 && ` ${count(notCompared)} images look so much the same that not all of them were compared.`}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, lg: 4 }}>
        {first.map((pair, place) => (
          <PairCard key={place} pair={pair} />
        ))}
      </SimpleGrid>
    </Panel>
  );
}

function PairCard({ pair }: { pair: DatasetPair }) {
  return (
    <Stack gap={6} className={styles.pair}>
      <Group gap={6}>
        <Badge variant="default" tt="none">
          {pair.kind === 'same' ? 'same' : 'alike'}
        </Badge>
        {pair.isAcrossSplits && (
          <Badge color="red" variant="light" tt="none">
            across splits
          </Badge>
        )}
        {pair.isContradiction && (
          <Badge color="orange" variant="light" tt="none">
            labels differ
          </Badge>
        )}
      </Group>
      <Group gap="xs" grow align="start" wrap="nowrap">
        <Side side={pair.one} />
        <Side side={pair.other} />
      </Group>
    </Stack>
  );
}

function Side({ side: { id, split, target, image, text } }: { side: DatasetPair['one'] }) {
  return (
    <div className={styles.side}>
      {image === null ? (
        <Text size="xs" lineClamp={6}>
          {text}
        </Text>
      ) : (
        <Image src={datasetImageUrl(image)} alt={id} h={110} fit="contain" loading="lazy" />
      )}
      <Text size="xs" c="dimmed" className={styles.words}>
        {target.join(', ') || 'no label'} · {split}
      </Text>
    </div>
  );
}
