import { MemoryArtifactStore } from '../../platform/memory-artifact-store.js';
import { MemoryVectorIndex } from '../../platform/memory-vector-index.js';
import { familiesOf, fakeFamily } from '../../test/api/fake-family.js';
import { FakePredictor } from '../../test/api/fake-predictor.js';
import { MovieCatalogue } from '../catalogue/movie-catalogue.js';
import { ServingSlots } from '../serving/serving-slots.js';
import { RecommendationsService } from './recommendations.service.js';

const family = fakeFamily({ recommends: true });
const movie = (id: string, x: number, y: number, year = 2000) => ({
  id,
  vector: Float32Array.of(x, y),
  metadata: { title: id.toUpperCase(), year, genres: ['Drama'] },
});

async function recommending(embedding: Float32Array | undefined, collection: string | null = 'c') {
  const index = new MemoryVectorIndex(new MemoryArtifactStore());
  await index.replace('c', [movie('east', 1, 0), movie('north', 0, 1, 1990), movie('between', 1, 1)]);
  await index.replace('other', [movie('elsewhere', 1, 0)]);
  const slots = new ServingSlots(familiesOf(family));
  const answer = { prediction: { labels: [] }, ...(embedding && { embedding }) };
  await slots.of('f').replace(new FakePredictor('v', answer, collection));
  return new RecommendationsService(slots, index, new MovieCatalogue('nowhere'));
}

const idsOf = ({ results }: { results: readonly { id: string }[] }) => results.map(({ id }) => id);

it("answers from the version's own collection, nearest first", async () => {
  const service = await recommending(Float32Array.of(0.1, 1));
  const answer = await service.recommend(family, { fields: { text: 'x' } }, { limit: 2 });
  expect(answer).toMatchObject({ family: 'f', version: 'v', collection: 'c' });
  expect(idsOf(answer)).toEqual(['north', 'between']);
});

it('starts from a movie without finding that movie', async () => {
  const service = await recommending(undefined);
  expect(idsOf(await service.recommend(family, { movieId: 'east' }, { limit: 2 }))).toEqual(['between', 'north']);
});

it('looks only among the movies that are wanted', async () => {
  const service = await recommending(Float32Array.of(1, 0));
  const query = { limit: 5, yearTo: 1995 };
  expect(idsOf(await service.recommend(family, { fields: { text: 'x' } }, query))).toEqual(['north']);
});

it('recommends without posters while the catalogue cannot be read', async () => {
  const service = await recommending(undefined);
  const { results } = await service.recommend(family, { movieId: 'east' }, { limit: 1 });
  expect(results).toMatchObject([{ id: 'between', title: 'BETWEEN', posterUrl: null }]);
});

it('does not know every movie', async () => {
  const service = await recommending(undefined);
  const asked = service.recommend(family, { movieId: 'elsewhere' }, { limit: 1 });
  await expect(asked).rejects.toMatchObject({ code: 'MOVIE_NOT_FOUND', status: 404 });
});

it('says so when the version has no embeddings', async () => {
  const service = await recommending(undefined, null);
  const asked = service.recommend(family, { movieId: 'east' }, { limit: 1 });
  await expect(asked).rejects.toMatchObject({ code: 'NO_RECOMMENDATIONS', status: 400 });
});
