import { Badge, Group, Text } from '@mantine/core';
import type { CatalogueMovie } from '../../api/types';
import { InventedBadge } from '../../components/InventedBadge';
import { PageTitle } from '../../components/PageTitle';
import { Poster } from '../../components/Poster';
import { MovieSearch } from '../ask/MovieSearch';
import styles from './MovieDetails.module.css';

export function MovieDetails({ movie }: { movie: CatalogueMovie }) {
  return (
    <article className={styles.movie}>
      <div className={styles.poster}>
        <Poster key={movie.id} url={movie.posterUrl} alt={`Poster of ${movie.title}`} />
      </div>
      <div>
        <PageTitle title={movie.title} tab={`${movie.title} (${movie.year})`}>
          <MovieSearch key={movie.id} />
        </PageTitle>
        <Group gap={8} mb="md">
          <Text fw={600}>{movie.year}</Text>
          {movie.genres.map((genre) => (
            <Badge key={genre} variant="light" tt="none" size="lg">
              {genre}
            </Badge>
          ))}
          {movie.isInvented && <InventedBadge />}
        </Group>
        <Text maw={680} lh={1.65}>
          {movie.plot || 'The catalogue has no plot of this movie.'}
        </Text>
      </div>
    </article>
  );
}
