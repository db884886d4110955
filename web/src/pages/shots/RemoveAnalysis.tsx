import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { useRemoveAnalysis } from '../../api/analyses';
import type { AnalysisDetails } from '../../api/types';
import { ErrorNotice } from '../../components/ErrorNotice';

export function RemoveAnalysis({ analysis: { id, status } }: { analysis: AnalysisDetails }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error } = useRemoveAnalysis(id);
  const navigate = useNavigate();
  const isRunning = status === 'running';
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {isRunning ? 'Stop' : 'Remove'}
      </Button>
      <Modal opened={isOpen} onClose={close} title={isRunning ? 'Stop and remove?' : 'Remove this video?'} centered>
        <Stack>
          <Text size="sm">The video is removed with its shots and thumbnails. Nobody can bring them back.</Text>
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button
              color="red"
              loading={isPending}
              onClick={() => mutate(undefined, { onSuccess: () => void navigate('/shots') })}
            >
              Remove it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
