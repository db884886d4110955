import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './PageTitle.module.css';

interface Props {
  readonly title: string;
  /** In the browser's tab, where it differs from the heading. */
  readonly tab?: string;
  readonly lead?: ReactNode;
  /** What belongs beside the heading: a search, a button. */
  readonly children?: ReactNode;
}

export function PageTitle({ title, tab = title, lead, children }: Props) {
  return (
    <Group justify="space-between" align="end" gap="md" mb="lg">
      <title>{`${tab} · Marquee`}</title>
      <div className={styles.words}>
        <Title order={1} className={styles.title}>
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" mt={4} maw={640}>
            {lead}
          </Text>
        )}
      </div>
      {children}
    </Group>
  );
}
