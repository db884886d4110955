import { Title } from '@mantine/core';
import { useCatalogue } from '../../api/catalogue';
import { InventedBadge } from '../../components/InventedBadge';
import { MovieCard } from '../../components/MovieCard';
import { MovieGrid, MovieGridSkeleton } from '../../components/MovieGrid';

const MOVIES = 10;

/** Something to start with for who has no poster at hand. */
export function CatalogueShelf() {
  const { data, isLoading } = useCatalogue('', MOVIES);
  if (!isLoading && !data?.length) return null; // a shelf is a courtesy: without it the page is whole
  return (
    <section aria-label="From the catalogue">
      <Title order={2} size="h3" mb="md">
        Or start from the catalogue
      </Title>
      {isLoading && <MovieGridSkeleton movies={MOVIES} />}
      <MovieGrid>
        {data?.map((movie) => (
          <MovieCard key={movie.id} movie={movie} note={movie.isInvented && <InventedBadge />} />
        ))}
      </MovieGrid>
    </section>
  );
}
