import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { FamilySummary } from '../../api/types';
import { useMoveChampion } from '../../api/versions';
import { ErrorNotice } from '../../components/ErrorNotice';

interface Props {
  readonly family: FamilySummary;
  readonly version: string;
  /** Older than the champion: moving back to it is called a rollback. */
  readonly isOlder: boolean;
}

export function MoveChampion({ family, version, isOlder }: Props) {
  const verb = isOlder ? 'Roll back' : 'Promote';
  const [isOpen, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const { mutate, isPending, error, reset } = useMoveChampion(family.name);

  function move() {
    mutate(
      { version, reason: reason.trim() || `${isOlder ? 'Rolled back' : 'Promoted'} by hand` },
      {
        onSuccess: () => {
          close();
          notifications.show({
            title: `${family.title}: the champion was moved`,
            message: `${version} answers within seconds.`,
          });
        },
      },
    );
  }

  return (
    <>
      <Button variant="default" size="xs" onClick={open} aria-label={`${verb} to ${version}`}>
        {verb}
      </Button>
      <Modal opened={isOpen} onClose={close} onExitTransitionEnd={reset} title={`${verb}: ${family.title}`} centered>
        <Stack>
          <Text size="sm">
            Version{' '}
            <Text span ff="monospace" inherit>
              {version}
            </Text>{' '}
            becomes the champion and answers as soon as it is verified and warm. The present one answers until then, and
            stays in the list.
          </Text>
          <TextInput
            label="Reason"
            description="Kept with the champion"
            placeholder={`${isOlder ? 'Rolled back' : 'Promoted'} by hand`}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Leave it
            </Button>
            <Button onClick={move} loading={isPending}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
