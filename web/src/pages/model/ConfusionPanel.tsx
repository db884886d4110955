import { Table, Text } from '@mantine/core';
import type { ConfusionMatrix } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';
import styles from './ConfusionPanel.module.css';

/** Which label is taken for which: a row for each true label, the darker the more of it. */
export function ConfusionPanel({ matrix: { head, labels, counts } }: { matrix: ConfusionMatrix }) {
  const title = head === undefined ? 'What is taken for what' : `What is taken for what: ${head}`;
  return (
    <Panel title={title}>
      <Table.ScrollContainer
        minWidth={120 + labels.length * 64}
        type="native"
        tabIndex={0}
        role="region"
        aria-label={title}
      >
        <Table className={styles.matrix} withRowBorders={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>True label</Table.Th>
              {labels.map((label) => (
                <Table.Th key={label} scope="col" className={styles.column}>
                  {label}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {labels.map((label, row) => (
              <Row key={label} label={label} counts={counts[row] ?? []} right={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" mt="sm">
        Rows are what examples are, columns what the model says. The diagonal is right.
      </Text>
    </Panel>
  );
}

function Row({ label, counts, right }: { label: string; counts: readonly number[]; right: number }) {
  const sum = counts.reduce((total, value) => total + value, 0);
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={500}>
        {label}
      </Table.Th>
      {counts.map((value, column) => (
        <Table.Td
          key={column}
          className={styles.cell}
          data-right={column === right || undefined}
          data-strong={value > sum / 2 || undefined}
          style={{ '--share': sum === 0 ? 0 : value / sum }}
        >
          {value === 0 ? '' : count(value)}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
