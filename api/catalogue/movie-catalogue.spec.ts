import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INVENTED_MARKER } from '../../models/movies.js';
import { MovieCatalogue } from './movie-catalogue.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function catalogueOf(...titles: readonly string[]): Promise<MovieCatalogue> {
  const rows = titles.map((title, number) => ({
    id: `m${number}`,
    title,
    year: 2000,
    genres: [],
    poster: number === 0 ? 'posters/m0.jpg' : null,
  }));
  await writeFile(join(folder, 'movies.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  return new MovieCatalogue(folder);
}

const titlesOf = (movies: readonly { title: string }[]) => movies.map(({ title }) => title);

it('finds movies by a part of their title, without case and accents, those that begin with it first', async () => {
  const catalogue = await catalogueOf('The Amélie Story', 'Amelia', 'Jaws');
  expect(titlesOf(await catalogue.search({ query: 'AMELI', limit: 5 }))).toEqual(['Amelia', 'The Amélie Story']);
  expect(await catalogue.search({ query: '', limit: 2 })).toHaveLength(2);
});

it('says of a movie where its poster is, and that it is invented', async () => {
  const catalogue = await catalogueOf('Jaws', 'Alien');
  await writeFile(join(folder, INVENTED_MARKER), '');
  expect(await catalogue.movie('m0')).toMatchObject({
    posterUrl: '/api/catalogue/m0/poster',
    plot: null,
    isInvented: true,
  });
  expect(await catalogue.posterOf('m0')).toBe('posters/m0.jpg');
  await expect(catalogue.posterOf('m1')).rejects.toMatchObject({ code: 'POSTER_NOT_FOUND' });
  await expect(catalogue.movie('m2')).rejects.toMatchObject({ code: 'MOVIE_NOT_FOUND' });
});

it('reads the folder again once it has been filled or changed', async () => {
  const catalogue = new MovieCatalogue(folder);
  await expect(catalogue.movie('m0')).rejects.toMatchObject({ code: 'CATALOGUE_UNAVAILABLE', status: 503 });
  expect(await catalogue.posterUrl('m0')).toBeNull();
  await catalogueOf('Jaws');
  expect(await catalogue.movie('m0')).toMatchObject({ title: 'Jaws', isInvented: false });

  await catalogueOf('Alien');
  await utimes(join(folder, 'movies.jsonl'), new Date(), new Date(Date.now() + 5000)); // written in one tick of the clock
  expect((await catalogue.movie('m0')).title).toBe('Alien');
});
