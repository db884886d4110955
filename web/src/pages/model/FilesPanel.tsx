import { Anchor, Box, Group, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { VersionDetails } from '../../api/types';
import { fileUrl } from '../../api/versions';
import { Panel } from '../../components/Panel';
import { fileSize } from '../../format/size';
import { Fingerprint } from './Fingerprint';

/** Every file of the version to take along; model.onnx runs anywhere. */
export function FilesPanel({ family, details: { version, files } }: { family: string; details: VersionDetails }) {
  return (
    <Panel title="Files">
      <Stack gap="sm">
        {files.map(({ name, size, sha256 }) => (
          <Group key={name} justify="space-between" gap="xs" wrap="nowrap">
            <Anchor
              href={fileUrl(family, version, name)}
              download={name}
              size="sm"
              fw={name === 'model.onnx' ? 700 : 400}
            >
              <Group gap={6} wrap="nowrap">
                <IconDownload size={16} aria-hidden />
                {name}
              </Group>
            </Anchor>
            <Group gap="xs" wrap="nowrap">
              <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
                {fileSize(size)}
              </Text>
              <Box visibleFrom="xs">
                <Fingerprint value={sha256} />
              </Box>
            </Group>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
