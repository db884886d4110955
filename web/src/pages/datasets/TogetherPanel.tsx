import { Table, Text } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';
import styles from '../model/ConfusionPanel.module.css';

interface Props extends Pick<DatasetProfile, 'together'> {
  readonly labels: readonly string[];
}

/** Which labels go together: the darker, the more of the row's examples have the column's label as well. */
export function TogetherPanel({ labels, together }: Props) {
  return (
    <Panel title="Labels that go together">
      <Table.ScrollContainer
        minWidth={120 + labels.length * 64}
        type="native"
        tabIndex={0}
        role="region"
        aria-label="Labels that go together"
      >
        <Table className={styles.matrix} withRowBorders={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Of those with</Table.Th>
              {labels.map((label) => (
                <Table.Th key={label} scope="col" className={styles.column}>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {labels.map((label, row) => (
              <Table.Tr key={label}>
                <Table.Th scope="row" fw={500}>
                  {label}
                </Table.Th>
                {labels.map((other, column) => (
                  <Cell key={other} both={together[row]![column]!} all={together[row]![row]!} isSame={row === column} />
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="sm">
        How many examples have both; on the diagonal, how many have the label at all.
      </Text>
    </Panel>
  );
}

function Cell({ both, all, isSame }: { both: number; all: number; isSame: boolean }) {
  const share = isSame || all === 0 ? 0 : both / all;
  return (
    <Table.Td className={styles.cell} data-right data-strong={share > 0.5 || undefined} style={{ '--share': share }}>
      {both === 0 ? '' : count(both)}
    </Table.Td>
  );
}
