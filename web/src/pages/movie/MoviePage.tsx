import { Skeleton, Stack } from '@mantine/core';
import { useParams } from 'react-router';
import { useMovie } from '../../api/catalogue';
import { useFamilies } from '../../api/families';
import { ErrorNotice } from '../../components/ErrorNotice';
import { PageTitle } from '../../components/PageTitle';
import { MovieDetails } from './MovieDetails';
import { Neighbours } from './Neighbours';

/** A movie of the catalogue, and its neighbours by every family that recommends: the place to wander on from. */
export function MoviePage() {
  const { id = '' } = useParams();
  const { data: movie, error, refetch } = useMovie(id);
  const { data: families = [] } = useFamilies();
  if (error)
    return (
      <>
        <PageTitle title="Movie" />
        <ErrorNotice error={error} retry={refetch} />
      </>
    );
  if (!movie) return <Skeleton height={420} aria-busy aria-label="Loading the movie" />;
  return (
    <Stack gap="xl">
      <MovieDetails movie={movie} />
      {families
        .filter(({ recommends }) => recommends)
        .map((family) => (
          <Neighbours key={`${family.name} ${movie.id}`} family={family} movieId={movie.id} />
        ))}
    </Stack>
  );
}
