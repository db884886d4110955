import { Random } from '../random.js';
import { happens, pick, times } from './chance.js';
import type { Genre } from './genre.js';
import { GENRES, genreNamed } from './genres.js';
import { composePlot } from './plots.js';
import { composeTitle } from './titles.js';

export const MOVIES = 640; // gives each of the eight genres well over the 100 examples that a label needs
const SECOND_GENRE = 0.62;
const THIRD_GENRE = 0.22; // of those with a second
const FIRST_YEAR = 1950;
const LAST_YEAR = 2025;

export interface InventedMovie {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly genres: readonly [Genre, ...Genre[]];
  readonly plot: string;
}

export function inventMovies(seed: number): InventedMovie[] {
  const random = new Random(seed);
  const titles = new Set<string>();
  const plots = new Set<string>();
  return times(MOVIES, (index): InventedMovie => {
    const genres = pickGenres(random, GENRES[index % GENRES.length]!);
    return {
      id: `inv${String(index + 1).padStart(4, '0')}`,
      title: composeTitle(random, genres, titles),
      year: FIRST_YEAR + random.below(LAST_YEAR - FIRST_YEAR + 1),
      genres,
      plot: freshPlot(random, genres, plots),
    };
  });
}

/** Its own genre first, then up to two that it is often mixed with. */
function pickGenres(random: Random, first: Genre): readonly [Genre, ...Genre[]] {
  if (!happens(random, SECOND_GENRE)) return [first];
  const second = pick(random, first.neighbours);
  if (!happens(random, THIRD_GENRE)) return [first, genreNamed(second)];
  const third = pick(
    random,
    first.neighbours.filter((name) => name !== second),
  );
  return [first, genreNamed(second), genreNamed(third)];
}

function freshPlot(random: Random, genres: readonly [Genre, ...Genre[]], told: Set<string>): string {
  for (;;) {
    const plot = composePlot(random, genres, GENRES);
    if (told.has(plot)) continue;
    told.add(plot);
    return plot;
  }
}
