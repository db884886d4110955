import { Skeleton, Table, Text } from '@mantine/core';
import type { FamilySummary } from '../../api/types';
import { useVersions } from '../../api/versions';
import { ErrorNotice } from '../../components/ErrorNotice';
import { Panel } from '../../components/Panel';
import { metricTitle } from '../../format/metric';
import { VersionRow } from './VersionRow';

interface Props {
  readonly family: FamilySummary;
  /** The version that is shown in full below. */
  readonly shown: string | undefined;
}

export function VersionsPanel({ family, shown }: Props) {
  const { data: versions, error, refetch } = useVersions(family.name, family.champion?.version);
  if (versions?.length === 0) return null;
  return (
    <Panel title="Versions">
      {error && <ErrorNotice error={error} retry={refetch} />}
      {!versions && !error && <Skeleton height={120} aria-busy />}
      {versions && (
        <Table.ScrollContainer minWidth={0} type="native" scrollAreaProps={{ tabIndex: 0 }}>
          <Table verticalSpacing="sm" horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Version</Table.Th>
                <Table.Th visibleFrom="sm">{metricTitle(family.headline)}, validation</Table.Th>
                <Table.Th visibleFrom="sm">Test</Table.Th>
                <Table.Th>
                  <Text size="xs" fw={500} ta="right">
                    Champion
                  </Text>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {versions.map((version) => (
                <VersionRow
                  key={version.version}
                  family={family}
                  version={version}
                  isShown={version.version === shown}
                />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Panel>
  );
}
