import { Text } from '@mantine/core';

/** A name and its value, one above the other. */
export function Fact({ name, value, isCode = false }: { name: string; value: string; isCode?: boolean }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text
        fw={isCode ? 400 : 600}
        ff={isCode ? 'monospace' : undefined}
        style={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {value}
      </Text>
    </div>
  );
}
