import { Group, Text } from '@mantine/core';
import type { DetectedObject } from '../../api/types';
import { percent } from '../../format/metric';

/** The same in words, most confident first. */
export function ObjectList({ objects, hidden }: { objects: readonly DetectedObject[]; hidden: number }) {
  return (
    <div>
      {objects.map((object, index) => (
        <Group key={index} justify="space-between" gap="xs" wrap="nowrap">
          <Text size="sm" fw={600}>
            {object.class}
          </Text>
          <Text size="sm" c="dimmed">
            {percent(object.confidence)}, {Math.round(object.right - object.left)} ×{' '}
            {Math.round(object.bottom - object.top)} px
          </Text>
        </Group>
      ))}
      {objects.length === 0 && <Text size="sm">Nothing is sure enough.</Text>}
      {hidden > 0 && (
        <Text size="xs" c="dimmed">
          {hidden} less sure {hidden === 1 ? 'box is' : 'boxes are'} hidden.
        </Text>
      )}
    </div>
  );
}
