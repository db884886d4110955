import { useSimilarMovies } from '../../api/predictions';
import type { FamilySummary } from '../../api/types';
import { SimilarMovies } from '../ask/SimilarMovies';

/** The movies nearest to one of the catalogue, by one family's embedding: of its poster, of its plot. */
export function Neighbours({ family, movieId }: { family: FamilySummary; movieId: string }) {
  const similar = useSimilarMovies(family, { movieId });
  const by = family.input.map(({ title }) => title.toLowerCase()).join(' and ');
  return <SimilarMovies title={`Nearest by ${by}`} similar={similar} />;
}
