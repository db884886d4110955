import type { DatasetSource } from '../dataset.js';
import { identityOf, readMovies, readPlots } from '../movies.js';

/** Every movie that has a plot and genres, in the catalogue or known by its plot only. */
export const examples: DatasetSource = async (dataFolder) => {
  const movies = await readMovies(dataFolder);
  const plots = await readPlots(dataFolder);
  return [...movies, ...plots.map(({ tmdbId, ...plot }) => ({ id: `tmdb-${tmdbId}`, ...plot }))]
    .filter(({ plot, genres }) => plot !== '' && genres.length > 0)
    .map(({ id, title, year, genres, plot }) => ({
      id,
      identity: identityOf({ title, year }),
      fields: { plot: { text: plot } },
      target: genres,
    }));
};
