import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnectedX, IconSparkles } from '@tabler/icons-react';
import { Link } from 'react-router';
import { ApiError } from '../api/api-error';

interface Props {
  readonly error: Error;
  readonly retry?: () => unknown;
}

/** Why something is not to be seen, and what the person can do about it. */
export function ErrorNotice({ error, retry }: Props) {
  if (error instanceof ApiError && error.code === 'NO_CHAMPION') return <NothingTrained message={error.message} />;
  const isUnreachable = error instanceof ApiError && error.mayPass;
  return (
    <Alert
      color="red"
      role="alert"
      icon={isUnreachable ? <IconPlugConnectedX /> : <IconAlertTriangle />}
      title={isUnreachable ? 'The API cannot be reached' : 'That did not work'}
    >
      <Group justify="space-between">
        <Text size="sm">{error.message}</Text>
        {retry && (
          <Button variant="default" size="xs" onClick={() => void retry()}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function NothingTrained({ message }: { message: string }) {
  return (
    <Alert color="amber" role="alert" icon={<IconSparkles />} title="No version answers yet">
      <Text size="sm">
        {message}{' '}
        <Anchor component={Link} to="/retraining" inherit underline="always">
          Open Retraining
        </Anchor>
      </Text>
    </Alert>
  );
}
