import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { LabelScore, Scorecard } from '../../api/types';
import { count } from '../../format/size';
import { Panel } from '../../components/Panel';
import { LabelsChart } from './LabelsChart';
import { LabelsTable } from './LabelsTable';

interface Props {
  readonly labels: readonly LabelScore[];
  readonly leftOut: Scorecard['labelsLeftOut'];
  readonly examplesLeftOut: Scorecard['examplesLeftOut'];
}

export function LabelsPanel({ labels, leftOut, examplesLeftOut }: Props) {
  const [view, setView] = useState('chart');
  const bySupport = [...labels].sort((one, other) => other.support - one.support);
  return (
    <Panel
      title="Per label"
      aside={
        <SegmentedControl
          aria-label="How the labels are shown"
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
          value={view}
          onChange={setView}
        />
      }
    >
      {view === 'chart' ? <LabelsChart labels={bySupport} /> : <LabelsTable labels={bySupport} />}
      {leftOut.length > 0 && (
        <Text size="sm" c="dimmed" mt="md">
          Left out, with too few examples to learn:{' '}
          {leftOut.map(({ label, examples }) => `${label} (${examples})`).join(', ')}.
        </Text>
      )}
      {examplesLeftOut.count > 0 && (
        <Text size="sm" c="dimmed" mt="md">
          Left out, since they cannot be read: {count(examplesLeftOut.count)} examples.{' '}
          {examplesLeftOut.first.map(({ id, reason }) => `${id} (${reason})`).join('; ')}
          {examplesLeftOut.count > examplesLeftOut.first.length ? ' and more.' : '.'}
        </Text>
      )}
    </Panel>
  );
}
