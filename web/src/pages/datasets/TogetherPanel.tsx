import { Text } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { MatrixTable } from '../../components/MatrixTable';
import { Panel } from '../../components/Panel';

interface Props extends Pick<DatasetProfile, 'together'> {
  readonly labels: readonly string[];
}

const TITLE = 'Labels that go together';

/** The darker, the more of the row's examples have the column's label as well. */
export function TogetherPanel({ labels, together }: Props) {
  const cellAt = (row: number, column: number) => {
    const [both, all] = [together[row]![column]!, together[row]![row]!];
    return { value: both, share: row === column || all === 0 ? 0 : both / all, isRight: true };
  };
  return (
    <Panel title={TITLE}>
      <MatrixTable title={TITLE} corner="Of those with" labels={labels} cellAt={cellAt} />
      <Text size="xs" c="dimmed" mt="sm">
        How many examples have both; on the diagonal, how many have the label at all.
      </Text>
    </Panel>
  );
}
