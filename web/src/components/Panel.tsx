import { Group, Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** Beside the heading: a switch, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Panel({ title, aside, children }: Props) {
  return (
    <Paper p={{ base: 'md', sm: 'lg' }} withBorder bg="var(--surface)" component="section" aria-label={title}>
      <Group justify="space-between" mb="md" mih={36}>
        <Title order={2} size="h4">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </Paper>
  );
}
