import { Paper, Stack, Text } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly Icon: Icon;
  readonly title: string;
  readonly children?: ReactNode;
}

/** Nothing here yet, and how something gets here. */
export function EmptyNotice({ Icon, title, children }: Props) {
  return (
    <Paper p="xl" withBorder bg="var(--surface)" h="100%">
      <Stack align="center" justify="center" gap={6} h="100%" ta="center" mih={160}>
        <Icon size={36} stroke={1.3} color="var(--accent)" aria-hidden />
        <Text fw={600}>{title}</Text>
        {children && (
          <Text size="sm" c="dimmed" maw={420} component="div">
            {children}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
