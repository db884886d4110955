import { Injectable } from '@nestjs/common';
import type { Fields, ModelFamily } from '../../models/model-family.js';
import { PlatformError } from '../../platform/errors.js';
import { VectorIndex } from '../../platform/vector-index.js';
import type { Neighbour } from '../../platform/vector-index.js';
import { MovieCatalogue } from '../catalogue/movie-catalogue.js';
import type { Predictor } from '../serving/predictor.js';
import { ServingSlots } from '../serving/serving-slots.js';
import type { RecommendationQuery, Recommendations } from './recommendation.schema.js';

/** What similar movies are wanted of: a movie of the catalogue, or something handed in. */
export type Subject = { readonly movieId: string } | { readonly fields: Fields };

@Injectable()
export class RecommendationsService {
  constructor(
    private readonly slots: ServingSlots,
    private readonly index: VectorIndex,
    private readonly catalogue: MovieCatalogue,
  ) {}

  /** The nearest movies among the vectors of the very version that answers: vectors of two versions never meet. */
  async recommend(family: ModelFamily, subject: Subject, query: RecommendationQuery): Promise<Recommendations> {
    return this.slots.of(family.name).use(async (predictor) => {
      const { version, collection } = predictor;
      if (collection === null) throw noRecommendations(family.name);
      const neighbours = await this.neighbours(predictor, collection, subject, query);
      const results = await Promise.all(neighbours.map((neighbour) => this.present(neighbour)));
      return { family: family.name, version, collection, results };
    });
  }

  private async neighbours(
    predictor: Predictor,
    collection: string,
    subject: Subject,
    { limit, ...filter }: RecommendationQuery,
  ): Promise<Neighbour[]> {
    if ('fields' in subject) {
      const { embedding } = await predictor.predict(subject.fields);
      if (!embedding) throw noRecommendations(predictor.family);
      return this.index.nearest(collection, embedding, limit, filter);
    }
    const entry = await this.index.get(collection, subject.movieId);
    if (!entry) throw new PlatformError('MOVIE_NOT_FOUND', 404, `No movie ${subject.movieId} to start from`, 'movieId');
    const nearest = await this.index.nearest(collection, entry.vector, limit + 1, filter); // it finds itself, too
    return nearest.filter(({ id }) => id !== entry.id).slice(0, limit);
  }

  private async present({ id, score, metadata }: Neighbour): Promise<Recommendations['results'][number]> {
    const { title, year, genres } = metadata;
    return { id, title, year, genres: [...genres], score, posterUrl: await this.catalogue.posterUrl(id) };
  }
}

export function noRecommendations(family: string): PlatformError {
  return new PlatformError('NO_RECOMMENDATIONS', 400, `${family} recommends nothing: it has no embeddings`, 'family');
}
