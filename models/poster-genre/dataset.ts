import type { DatasetSource } from '../dataset.js';
import { identityOf, readMovies } from '../movies.js';

/** Every movie of the catalogue that has a poster; those without genres can be recommended all the same. */
export const examples: DatasetSource = async (dataFolder) =>
  (await readMovies(dataFolder)).flatMap(({ id, title, year, genres, poster }) =>
    poster === null
      ? []
      : [
          {
            id,
            identity: identityOf({ title, year }),
            fields: { image: { file: poster } },
            target: genres.length === 0 ? null : genres,
          },
        ],
  );
