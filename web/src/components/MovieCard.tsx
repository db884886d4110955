import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './MovieCard.module.css';
import { Poster } from './Poster';

interface Props {
  readonly movie: {
    readonly id: string;
    readonly title: string;
    readonly year: number;
    readonly genres: readonly string[];
    readonly posterUrl: string | null;
  };
  /** On the poster's corner: how near the movie is. */
  readonly corner?: ReactNode;
  /** Below the title: that it is invented. */
  readonly note?: ReactNode;
}

/** A movie as its poster; one click goes on from it. */
export function MovieCard({ movie, corner, note }: Props) {
  return (
    <Link to={`/movies/${encodeURIComponent(movie.id)}`} className={styles.card}>
      <div className={styles.poster}>
        <Poster key={movie.posterUrl} url={movie.posterUrl} alt="" />
        {corner && <div className={styles.corner}>{corner}</div>}
      </div>
      <Text fw={600} size="sm" mt={8} lineClamp={2} lh={1.25}>
        {movie.title}
      </Text>
      <Text size="xs" c="dimmed" lineClamp={1}>
        {[movie.year, ...movie.genres.slice(0, 3)].join(' · ')}
      </Text>
      {note}
    </Link>
  );
}
