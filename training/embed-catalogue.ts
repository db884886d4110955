import { readMovies } from '../models/movies.js';
import { collectionName } from '../platform/collection-name.js';
import type { VectorEntry } from '../platform/vector-index.js';
import { CandidateAnswers } from './candidate-answers.js';
import type { FamilyParts } from './family-parts.js';
import { loadDataset } from './prepared-dataset.js';
import type { CandidateRequest } from './retraining-steps.js';
import type { TrainingPorts } from './training-ports.js';

/** Puts the embedding of every catalogue movie that the family has an input for into the version's own collection. */
export async function embedCatalogue(
  { family }: FamilyParts,
  request: CandidateRequest,
  { store, index, dataFolder }: TrainingPorts,
): Promise<{ collection: string | null }> {
  if (!family.recommends) return { collection: null };
  const { examples } = await loadDataset(store, request.dataset);
  const embeddings = await new CandidateAnswers(store).read(request, 'embeddings');
  const dimensions = embeddings.length / examples.length;
  const catalogue = new Map((await readMovies(dataFolder)).map((movie) => [movie.id, movie]));
  const entries = examples.flatMap(({ id }, row): VectorEntry[] => {
    const movie = catalogue.get(id);
    if (!movie) return [];
    const { title, year, genres } = movie;
    const vector = embeddings.slice(row * dimensions, (row + 1) * dimensions);
    return [{ id, vector, metadata: { title, year, genres } }];
  });
  const collection = collectionName(request.family, request.version);
  await index.replace(collection, entries);
  return { collection };
}
