import { Group, Text } from '@mantine/core';
import type { Shot } from '../../api/types';
import { timecode } from '../../format/timecode';
import { answerOf, colourOf, headsOf, labelsOf, titleOf } from './shot-labels';
import styles from './VideoPanel.module.css';

const BESIDE = ['gray.5', 'gray.6']; // neighbours are told apart where nothing labels them

interface Props {
  readonly shots: readonly Shot[];
  /** Seconds. */
  readonly length: number;
  readonly at: number;
  readonly playing: number | undefined;
  readonly onPlay: (shot: Shot) => void;
}

/** All shots in a row, as wide as they are long, in the colour of the first head's answer. */
export function Timeline({ shots, length, at, playing, onPlay }: Props) {
  const [head] = headsOf(shots);
  const labels = head === undefined ? [] : labelsOf(shots, head);
  const share = (seconds: number) => `${(seconds / Math.max(length, 0.1)) * 100}%`;
  return (
    <div>
      <div className={styles.timeline}>
        {shots.map((shot) => {
          const answer = head === undefined ? undefined : answerOf(shot, head);
          const colour = answer ? colourOf(labels, answer.label) : BESIDE[shot.number % 2]!;
          return (
            <button
              key={shot.number}
              type="button"
              tabIndex={-1}
              aria-hidden
              className={styles.segment}
              data-playing={playing === shot.number || undefined}
              title={`${timecode(shot.start)} ${answer ? titleOf(answer.label) : ''}`}
              style={{
                insetInlineStart: share(shot.start),
                width: share(shot.end - shot.start),
                background: `var(--mantine-color-${colour.replace('.', '-')})`,
              }}
              onClick={() => onPlay(shot)}
            />
          );
        })}
        <div className={styles.needle} style={{ insetInlineStart: share(Math.min(at, length)) }} />
      </div>
      <Group justify="space-between" mt={4}>
        <Text size="xs" c="dimmed">
          0:00.0
        </Text>
        <Text size="xs" c="dimmed">
          {timecode(length)}
        </Text>
      </Group>
    </div>
  );
}
