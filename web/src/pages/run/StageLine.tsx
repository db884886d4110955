import { IconCheck } from '@tabler/icons-react';
import type { RetrainProgress } from '../../api/types';
import styles from './StageLine.module.css';

type Stage = RetrainProgress['stage'];

/** In the order a run goes through them; `queued` and `done` are before the first and after the last. */
const STAGES: readonly (readonly [Stage, string])[] = [
  ['preparing', 'Prepare'],
  ['training', 'Train'],
  ['evaluating', 'Evaluate'],
  ['exporting', 'Export'],
  ['embedding', 'Embed'],
  ['publishing', 'Publish'],
];

function positionOf(stage: Stage): number {
  if (stage === 'done') return STAGES.length;
  return STAGES.findIndex(([name]) => name === stage);
}

export function StageLine({ stage, isRunning }: { stage: Stage; isRunning: boolean }) {
  const position = positionOf(stage);
  return (
    <ol className={styles.stages} aria-label="Stages">
      {STAGES.map(([name, title], index) => {
        const state = index < position ? 'done' : index > position ? 'ahead' : isRunning ? 'now' : 'stopped';
        return (
          <li
            key={name}
            className={styles.stage}
            data-state={state}
            aria-current={state === 'now' ? 'step' : undefined}
          >
            <span className={styles.bulb}>
              {state === 'done' && <IconCheck size={12} stroke={3} aria-label="done" />}
            </span>
            {title}
          </li>
        );
      })}
    </ol>
  );
}
