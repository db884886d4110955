import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { FamilySummary } from '../api/types';

/** Why the champion is not the version that answers. */
export function FamilyProblem({ family: { champion, problem, serving } }: { family: FamilySummary }) {
  if (problem === null) return null;
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle />}
      title={`The champion ${champion?.version ?? ''} could not be loaded`}
    >
      <Text size="sm">{problem}</Text>
      <Text size="sm" mt={4}>
        {serving ? `Version ${serving.version} goes on answering.` : 'No version answers meanwhile.'}
      </Text>
    </Alert>
  );
}
