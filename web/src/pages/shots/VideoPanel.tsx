import { Alert, Stack, Text } from '@mantine/core';
import { IconVideoOff } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { AnalysisDetails, Shot } from '../../api/types';
import { Panel } from '../../components/Panel';
import { ShotGrid } from './ShotGrid';
import { Timeline } from './Timeline';
import styles from './VideoPanel.module.css';

/** The video with its shots: press one, and it plays from there. */
export function VideoPanel({ analysis }: { analysis: AnalysisDetails }) {
  const player = useRef<HTMLVideoElement>(null);
  const [at, setAt] = useState(0);
  const [isUnplayable, setUnplayable] = useState(false);
  const { shots, videoUrl, video } = analysis;
  const length = video?.seconds ?? shots.at(-1)?.end ?? 0;
  const playing = shots.findLast(({ start, end }) => start <= at + 0.01 && at < end)?.number;

  function play({ start }: Shot) {
    setAt(start);
    if (!player.current || isUnplayable) return;
    player.current.currentTime = start + 0.01; // a seek that is rounded down would show the shot before
    player.current.play().catch(() => undefined); // interrupted by the next press, or not allowed: its own button remains
    player.current.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }

  return (
    <Panel title="Timeline">
      <Stack gap="md">
        {isUnplayable ? (
          <Alert color="amber" icon={<IconVideoOff />} title="This browser cannot play the video">
            <Text size="sm">Its shots are shown all the same.</Text>
          </Alert>
        ) : (
          <video
            ref={player}
            className={styles.player}
            src={videoUrl}
            poster={shots[0]?.thumbnailUrl}
            controls
            playsInline
            preload="metadata"
            aria-label="The video"
            onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
            onError={() => setUnplayable(true)}
          />
        )}
        <Timeline shots={shots} length={length} at={at} playing={playing} onPlay={play} />
        <ShotGrid shots={shots} playing={playing} onPlay={play} />
      </Stack>
    </Panel>
  );
}
