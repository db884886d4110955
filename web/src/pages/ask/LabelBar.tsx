import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { LabelProbability } from '../../api/types';
import { percent } from '../../format/metric';
import styles from './LabelBars.module.css';

/** A label that counts as predicted has the accent and a tick; colour alone says nothing. */
export function LabelBar({ label, probability, isPredicted }: LabelProbability) {
  return (
    <li className={styles.row} data-predicted={isPredicted || undefined}>
      <span className={styles.label}>
        {label}
        {isPredicted && <IconCircleCheckFilled size={16} role="img" aria-label="predicted" />}
      </span>
      <span className={styles.share}>{percent(probability)}</span>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ width: `${probability * 100}%` }} />
      </span>
    </li>
  );
}
