import type { DatasetSource } from '../dataset.js';
import { identityOf, readMovies, readPlots } from '../movies.js';
import { normaliseText } from '../text.js';
import { PLOT } from './family.js';

/**
 * Every movie that has a plot, and genres unless it is in the catalogue: there it can be recommended without. A plot that
 * is longer than what can be asked about is cut to that.
 */
export const examples: DatasetSource = async (dataFolder) => {
  const movies = await readMovies(dataFolder);
  const plots = (await readPlots(dataFolder)).filter(({ genres }) => genres.length > 0);
  // no movie's id has a colon
  return [...movies, ...plots.map(({ tmdbId, ...plot }) => ({ id: `plot:${tmdbId}`, ...plot }))]
    .map(({ plot, ...movie }) => ({ ...movie, plot: cut(normaliseText(plot), PLOT.maxCharacters) }))
    .filter(({ plot }) => plot !== '')
    .map(({ id, title, year, genres, plot }) => ({
      id,
      identity: identityOf({ title, year }),
      fields: { plot: { text: plot } },
      target: genres.length === 0 ? null : genres,
    }));
};

/** No character is cut in two. */
function cut(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '');
}
