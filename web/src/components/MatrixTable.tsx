import { Table } from '@mantine/core';
import { count } from '../format/size';
import styles from './MatrixTable.module.css';

interface MatrixCell {
  readonly value: number;
  /** Of its row, 0 to 1: how dark it is. */
  readonly share: number;
  /** In the colour of what is as it should be; the others are in that of mistakes. */
  readonly isRight: boolean;
}

interface Props {
  readonly title: string;
  /** What the labels of the rows are. */
  readonly corner: string;
  readonly labels: readonly string[];
  readonly cellAt: (row: number, column: number) => MatrixCell;
}

/** Counts of label by label; it scrolls by itself where there are many. */
export function MatrixTable({ title, corner, labels, cellAt }: Props) {
  return (
    <Table.ScrollContainer
      minWidth={120 + labels.length * 64}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={`${title}, in a table`}
    >
      <Table className={styles.matrix} withRowBorders={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{corner}</Table.Th>
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
                <Cell key={other} {...cellAt(row, column)} />
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Cell({ value, share, isRight }: MatrixCell) {
  return (
    <Table.Td
      className={styles.cell}
      data-right={isRight || undefined}
      data-strong={share > 0.5 || undefined}
      style={{ '--share': share }}
    >
      {value === 0 ? '' : count(value)}
    </Table.Td>
  );
}
