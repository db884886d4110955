import { Text } from '@mantine/core';
import type { ConfusionMatrix } from '../../api/types';
import { MatrixTable } from '../../components/MatrixTable';
import { Panel } from '../../components/Panel';

/** Which label is taken for which: a row for each true label, the darker the more of it. */
export function ConfusionPanel({ matrix: { head, labels, counts } }: { matrix: ConfusionMatrix }) {
  const title = head === undefined ? 'What is taken for what' : `What is taken for what: ${head}`;
  const sums = counts.map((row) => row.reduce((total, value) => total + value, 0));
  const cellAt = (row: number, column: number) => {
    const value = counts[row]?.[column] ?? 0;
    return { value, share: value === 0 ? 0 : value / sums[row]!, isRight: row === column };
  };
  return (
    <Panel title={title}>
      <MatrixTable title={title} corner="True label" labels={labels} cellAt={cellAt} />
      <Text size="xs" c="dimmed" mt="sm">
        Rows are what examples are, columns what the model says. The diagonal is right.
      </Text>
    </Panel>
  );
}
