import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { useRemoveExperiment } from '../../api/experiments';
import { ErrorNotice } from '../../components/ErrorNotice';

/** Of one that has ended. */
export function RemoveExperiment({ id }: { id: string }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error } = useRemoveExperiment(id);
  const navigate = useNavigate();
  return (
    <>
      <Button variant="default" onClick={open}>
        Remove
      </Button>
      <Modal opened={isOpen} onClose={close} title="Remove this experiment?" centered>
        <Stack>
          <Text size="sm">
            Its report, its curves and its models are removed; a version that it published stays. Nobody can bring them
            back.
          </Text>
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button
              color="red"
              loading={isPending}
              onClick={() => mutate(undefined, { onSuccess: () => void navigate('/experiments') })}
            >
              Remove it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
