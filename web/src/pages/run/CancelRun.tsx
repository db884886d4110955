import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Retraining } from '../../api/types';
import { useCancelRetraining } from '../../api/retrainings';
import { ErrorNotice } from '../../components/ErrorNotice';

export function CancelRun({ run: { id, family } }: { run: Retraining }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error } = useCancelRetraining(id);
  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={`Cancel the retraining of ${family}`}>
        Cancel
      </Button>
      <Modal opened={isOpen} onClose={close} title="Cancel this retraining?" centered>
        <Stack>
          <Text size="sm">What it has learned so far is thrown away. The champion goes on answering as before.</Text>
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Let it run
            </Button>
            <Button color="red" loading={isPending} onClick={() => mutate(undefined, { onSuccess: close })}>
              Cancel it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
