import { Table, Text } from '@mantine/core';
import type { Comparison } from '../../api/types';
import { Panel } from '../../components/Panel';
import { figure, metricTitle, signed } from '../../format/metric';
import { count } from '../../format/size';

/** What the gate looked at: candidate and champion on the same validation examples. */
export function ComparisonPanel({ comparison }: { comparison: Comparison }) {
  const { metric, candidate, champion, difference, labels } = comparison;
  return (
    <Panel title="Candidate against champion">
      <Text size="sm" mb="md">
        {metricTitle(metric)} {figure(candidate)} against {figure(champion)}: {signed(difference.value)}, with 95 %
        between {signed(difference.low)} and {signed(difference.high)} (paired bootstrap on the validation split).
      </Text>
      <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label="F1 per label">
        <Table style={{ fontVariantNumeric: 'tabular-nums' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Label</Table.Th>
              {['Support', 'Candidate F1', 'Champion F1', 'Difference'].map((column) => (
                <Table.Th key={column} ta="right">
                  {column}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {labels.map(({ label, support, candidateF1, championF1 }) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500}>
                  {label}
                </Table.Th>
                <Table.Td ta="right">{count(support)}</Table.Td>
                <Table.Td ta="right">{figure(candidateF1)}</Table.Td>
                <Table.Td ta="right">{figure(championF1)}</Table.Td>
                <Table.Td ta="right">{signed(candidateF1 - championF1)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  );
}
