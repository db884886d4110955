import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import { ErrorNotice } from './ErrorNotice';

interface ConfirmRemovalProps extends Pick<ButtonProps, 'size'> {
  /** On the button that asks. */
  readonly label: string;
  readonly question: string;
  /** What is removed with it. */
  readonly consequence: string;
  readonly removal: {
    readonly isPending: boolean;
    readonly error: Error | null;
    readonly mutate: (variables: undefined, options: { readonly onSuccess: () => void }) => void;
  };
  /** Where to go once it is gone. */
  readonly afterwards: string;
}

/** A button that removes for good what the page shows, after a question. */
export function ConfirmRemoval({ label, size, question, consequence, removal, afterwards }: ConfirmRemovalProps) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const { mutate, isPending, error } = removal;
  const navigate = useNavigate();
  return (
    <>
      <Button variant="default" {...(size && { size })} onClick={open}>
        {label}
      </Button>
      <Modal opened={isOpen} onClose={close} title={question} centered>
        <Stack>
          <Text size="sm">{consequence} Nobody can bring them back.</Text>
          {error && <ErrorNotice error={error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              Keep it
            </Button>
            <Button
              color="red"
              loading={isPending}
              onClick={() => mutate(undefined, { onSuccess: () => void navigate(afterwards) })}
            >
              Remove it
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
