import { Link } from 'react-router';
import styles from './Wordmark.module.css';

/** The name as a cinema's sign: letters between two rows of bulbs. */
export function Wordmark() {
  return (
    <Link to="/" className={styles.wordmark} aria-label="Marquee, to the start">
      Marquee
    </Link>
  );
}
