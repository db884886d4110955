import type { Interval } from '../api/types';
import { figure } from '../format/metric';
import styles from './IntervalBar.module.css';

interface Props {
  readonly interval: Interval;
  readonly baseline: number | undefined;
}

/** A figure of 0 to 1 as a mark, its 95 % interval as a band, and the trivial baseline as a tick to beat. */
export function IntervalBar({ interval: { value, low, high }, baseline }: Props) {
  const at = (share: number) => `${Math.min(Math.max(share, 0), 1) * 100}%`;
  return (
    <div className={styles.track} aria-hidden>
      <div className={styles.band} style={{ left: at(low), width: at(high - low) }} />
      {baseline !== undefined && (
        <div className={styles.baseline} style={{ left: at(baseline) }} title={`baseline ${figure(baseline)}`} />
      )}
      <div className={styles.mark} style={{ left: at(value) }} />
    </div>
  );
}
