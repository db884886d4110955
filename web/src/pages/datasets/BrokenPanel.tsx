import { List, Text } from '@mantine/core';
import type { DatasetProfile } from '../../api/types';
import { Panel } from '../../components/Panel';
import { count } from '../../format/size';

/** What serving would refuse, and so is not learned from. */
export function BrokenPanel({ broken: { count: all, first } }: Pick<DatasetProfile, 'broken'>) {
  return (
    <Panel title={`Cannot be read: ${count(all)}`}>
      <List size="sm" spacing={4}>
        {first.map(({ id, reason }) => (
          <List.Item key={id}>
            {id}: {reason}
          </List.Item>
        ))}
      </List>
      {all > first.length && (
        <Text size="sm" c="dimmed" mt="xs">
          And {count(all - first.length)} more.
        </Text>
      )}
    </Panel>
  );
}
