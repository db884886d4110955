import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRouteError } from 'react-router';

/** The last resort, e.g. when a part of the page cannot be loaded after an update of the server. */
export function PageCrashed() {
  const error = useRouteError();
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />} title="This page could not be shown">
      <p>{error instanceof Error ? error.message : 'Something unexpected happened.'}</p>
      <Button variant="default" size="xs" onClick={() => window.location.reload()}>
        Load it again
      </Button>
    </Alert>
  );
}
