import { Badge, Group, Table, Text } from '@mantine/core';
import type { FamilySummary, Interval, VersionSummary } from '../../api/types';
import { VersionName } from '../../components/VersionName';
import { figure } from '../../format/metric';
import { dateAndTime } from '../../format/time';
import { MoveChampion } from './MoveChampion';

interface Props {
  readonly family: FamilySummary;
  readonly version: VersionSummary;
  readonly isShown: boolean;
}

export function VersionRow({ family, version: { version, createdAt, headline }, isShown }: Props) {
  const champion = family.champion?.version;
  return (
    <Table.Tr bg={isShown ? 'var(--accent-wash)' : undefined}>
      <Table.Td>
        <VersionName family={family.name} version={version} />
        <Text size="xs" c="dimmed">
          {dateAndTime(createdAt)}
        </Text>
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Figure interval={headline?.validation} />
      </Table.Td>
      <Table.Td visibleFrom="sm">
        <Figure interval={headline?.test} />
      </Table.Td>
      <Table.Td>
        <Group justify="flex-end">
          {version === champion ? (
            <Badge color="amber" tt="none" size="lg" miw="max-content">
              Champion
            </Badge>
          ) : (
            <MoveChampion family={family} version={version} isOlder={champion !== undefined && version < champion} />
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** A version whose scorecard cannot be read has no figures; that it exists is still to be seen. */
function Figure({ interval }: { interval: Interval | undefined }) {
  if (!interval) return '–';
  const { value, low, high } = interval;
  return (
    <Group gap={8} wrap="nowrap" style={{ fontVariantNumeric: 'tabular-nums' }}>
      <Text size="sm" fw={600}>
        {figure(value)}
      </Text>
      <Text size="xs" c="dimmed">
        {figure(low)} – {figure(high)}
      </Text>
    </Group>
  );
}
