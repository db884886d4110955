import { Group } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';
import { Fact } from '../run/Fact';

interface Props extends Pick<DatasetProfile, 'counts' | 'duplicates'> {
  readonly broken: number;
}

export function CountsPanel({ counts, broken, duplicates: { same, near } }: Props) {
  return (
    <Panel title="At a glance">
      <Group gap="xl">
        <Fact name="Train" value={count(counts.train)} />
        <Fact name="Validation" value={count(counts.validation)} />
        <Fact name="Test" value={count(counts.test)} />
        {counts.unlabelled > 0 && <Fact name="In no split" value={count(counts.unlabelled)} />}
        <Fact name="Cannot be read" value={count(broken)} />
        <Fact name="Same twice" value={count(same.pairs)} />
        <Fact name="Look alike" value={count(near.pairs)} />
        <Fact name="Of those across splits" value={count(same.acrossSplits + near.acrossSplits)} />
      </Group>
    </Panel>
  );
}
