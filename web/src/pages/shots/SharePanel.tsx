import { Progress, Text } from '@mantine/core';
import { Fragment } from 'react';
import type { Shot } from '../../api/types';
import { Panel } from '../../components/Panel';
import { percent } from '../../format/metric';
import { seconds } from '../../format/timecode';
import { colourOf, labelsOf, secondsPer, titleOf } from './shot-labels';
import styles from './VideoPanel.module.css';

/** How much of the video is shot in which way, by time. */
export function SharePanel({ head, shots }: { head: string; shots: readonly Shot[] }) {
  const labels = labelsOf(shots, head);
  const times = secondsPer(shots, head, labels);
  const all = times.reduce((sum, time) => sum + time, 0);
  return (
    <Panel title={`${titleOf(head)}, share of the time`}>
      <div className={styles.bars}>
        {labels.map((label, index) => {
          const share = times[index]! / Math.max(all, 0.001);
          return (
            <Fragment key={label}>
              <Text size="sm">{titleOf(label)}</Text>
              <Progress
                value={share * 100}
                size="lg"
                color={colourOf(labels, label)}
                aria-label={`${titleOf(label)}: ${percent(share)}`}
              />
              <Text size="sm" c="dimmed" ta="end">
                {share === 0 ? 'none' : `${percent(share)}, ${seconds(times[index]!)}`}
              </Text>
            </Fragment>
          );
        })}
      </div>
    </Panel>
  );
}
