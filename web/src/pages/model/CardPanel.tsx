import { Anchor, List, SimpleGrid, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FamilySummary } from '../../api/types';
import { fileUrl, useVersion } from '../../api/versions';
import { Panel } from '../../components/Panel';

/** What people should know before they rely on the answers. */
export function CardPanel({ family: { name, card }, version }: { family: FamilySummary; version: string | undefined }) {
  const { data } = useVersion(name, version);
  const file = data?.files.find((of) => of.name === 'model-card.md'); // versions from before there were cards have none
  return (
    <Panel
      title="Model card"
      aside={
        data &&
        file && (
          <Anchor href={fileUrl(name, data.version, file.name)} download={file.name} size="sm">
            With this version’s figures
          </Anchor>
        )
      }
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <div>
          <Part title="What it is for">
            <Text size="sm">{card.use}</Text>
          </Part>
          <Part title="What it learns from">
            <Text size="sm">{card.data}</Text>
          </Part>
        </div>
        <Part title="What it cannot do">
          <List size="sm" spacing={6}>
            {card.limits.map((limit) => (
              <List.Item key={limit}>{limit}</List.Item>
            ))}
          </List>
        </Part>
      </SimpleGrid>
    </Panel>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section style={{ marginBottom: 'var(--mantine-spacing-md)' }}>
      <Title order={3} size="h5" mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}
