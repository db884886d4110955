import { Badge, Text, Title } from '@mantine/core';
import type { useSimilarMovies } from '../../api/predictions';
import { ErrorNotice } from '../../components/ErrorNotice';
import { MovieCard } from '../../components/MovieCard';
import { MovieGrid, MovieGridSkeleton } from '../../components/MovieGrid';

interface Props {
  readonly title: string;
  readonly similar: ReturnType<typeof useSimilarMovies>;
}

export function SimilarMovies({ title, similar: { data, error, isLoading, refetch } }: Props) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h3" mb="md">
        {title}
      </Title>
      {error && <ErrorNotice error={error} retry={refetch} />}
      {isLoading && <MovieGridSkeleton />}
      {data?.results.length === 0 && <Text c="dimmed">The catalogue has no movie near this one.</Text>}
      <MovieGrid>
        {data?.results.map((movie) => (
          <MovieCard
            key={movie.id}
            movie={movie}
            corner={
              <Badge
                variant="filled"
                color="dark.8"
                title="Cosine similarity: 1 is the same"
                aria-label={`similarity ${movie.score.toFixed(2)}`}
              >
                {movie.score.toFixed(2)}
              </Badge>
            }
          />
        ))}
      </MovieGrid>
    </section>
  );
}
