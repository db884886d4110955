import { Group, Progress, Stack, Text, VisuallyHidden } from '@mantine/core';
import type { RetrainProgress } from '../../api/types';
import { Fact } from './Fact';
import { duration } from '../../format/time';
import { StageLine } from './StageLine';

interface Props {
  readonly progress: RetrainProgress;
  readonly isRunning: boolean;
}

export function RunProgress({ progress, isRunning }: Props) {
  const { stage, detail, epoch, epochs, loss, secondsLeft } = progress;
  return (
    <Stack gap="md">
      <StageLine stage={stage} isRunning={isRunning} />
      {isRunning && (
        <>
          <VisuallyHidden role="status">Stage: {stage}</VisuallyHidden>
          <Text size="sm" mih={21}>
            {detail}
          </Text>
          <Progress
            value={epochs > 0 ? (epoch / epochs) * 100 : 0}
            size="lg"
            animated
            aria-label="Epochs"
            transitionDuration={400}
          />
        </>
      )}
      <Group gap="xl">
        {epochs > 0 && <Fact name="Epoch" value={`${epoch} of ${epochs}`} />}
        {loss !== null && <Fact name="Loss" value={loss.toFixed(4)} />}
        {isRunning && secondsLeft !== null && <Fact name="Time left" value={`about ${duration(secondsLeft)}`} />}
        <Fact name="Version" value={progress.version} isCode />
      </Group>
    </Stack>
  );
}
