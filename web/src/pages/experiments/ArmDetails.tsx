import { Select, Stack } from '@mantine/core';
import { useState } from 'react';
import type { ExperimentDetails } from '../../api/types';
import { ConfusionPanel } from '../model/ConfusionPanel';
import { MistakesPanel } from './MistakesPanel';

/** Where one arm goes wrong; the winner's mistakes come first. */
export function ArmDetails({ report: { arms, winner } }: { report: NonNullable<ExperimentDetails['report']> }) {
  const [name, setName] = useState(winner);
  const arm = arms.find((other) => other.name === name) ?? arms[0]!;
  return (
    <Stack gap="lg">
      <Select
        label="Where it goes wrong"
        data={arms.map((other) => other.name)}
        value={name}
        onChange={(chosen) => chosen !== null && setName(chosen)}
        allowDeselect={false}
        maw={320}
      />
      {arm.confusionMatrices.map((matrix) => (
        <ConfusionPanel key={matrix.head ?? ''} matrix={matrix} />
      ))}
      <MistakesPanel arm={arm} />
    </Stack>
  );
}
