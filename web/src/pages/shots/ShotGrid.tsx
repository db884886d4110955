import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { Shot } from '../../api/types';
import { percent } from '../../format/metric';
import { seconds, timecode } from '../../format/timecode';
import { answerOf, headsOf, titleOf } from './shot-labels';
import styles from './VideoPanel.module.css';

const AT_FIRST = 24; // what a person looks through; half an hour of video has hundreds

interface Props {
  readonly shots: readonly Shot[];
  readonly playing: number | undefined;
  readonly onPlay: (shot: Shot) => void;
}

/** A picture of every shot with its answers; the keyboard's way to play from there. */
export function ShotGrid({ shots, playing, onPlay }: Props) {
  const [isWhole, setWhole] = useState(false);
  const heads = headsOf(shots);
  const shown = isWhole ? shots : shots.slice(0, AT_FIRST);
  return (
    <div>
      <div className={styles.grid} role="group" aria-label="Shots">
        {shown.map((shot) => (
          <button
            key={shot.number}
            type="button"
            className={styles.shot}
            aria-current={playing === shot.number || undefined}
            onClick={() => onPlay(shot)}
          >
            <VisuallyHidden>Play shot {shot.number + 1} from </VisuallyHidden>
            <img className={styles.picture} src={shot.thumbnailUrl} alt="" loading="lazy" />
            <Group justify="space-between" gap={4} mt={4} wrap="nowrap">
              <Text size="xs" fw={600}>
                {timecode(shot.start)}
              </Text>
              <Text size="xs" c="dimmed">
                {seconds(shot.end - shot.start)}
              </Text>
            </Group>
            {heads.map((head) => (
              <Answer key={head} shot={shot} head={head} />
            ))}
          </button>
        ))}
      </div>
      {shots.length > shown.length && (
        <Button variant="default" size="xs" mt="md" onClick={() => setWhole(true)}>
          Show all {shots.length} shots
        </Button>
      )}
    </div>
  );
}

function Answer({ shot, head }: { shot: Shot; head: string }) {
  const answer = answerOf(shot, head);
  if (!answer) return null;
  return (
    <Group justify="space-between" gap={4} wrap="nowrap">
      <Text size="xs">{titleOf(answer.label)}</Text>
      <Text size="xs" c="dimmed">
        {percent(answer.probability)}
      </Text>
    </Group>
  );
}
