import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { INVENTED_MARKER, catalogueFile, isInvented, readMovies } from '../../models/movies.js';
import type { Movie } from '../../models/movies.js';
import { PlatformError } from '../../platform/errors.js';
import type { CatalogueMovie, CatalogueQuery } from './movie.schema.js';

interface Contents {
  readonly movies: ReadonlyMap<string, Movie>;
  readonly isInvented: boolean;
}

/** The movies that can be recommended, read from the data folder when they are asked for and have changed. */
export class MovieCatalogue {
  private read: { readonly modified: string; readonly contents: Promise<Contents> } | undefined;

  constructor(readonly folder: string) {}

  async search({ query, limit }: CatalogueQuery): Promise<CatalogueMovie[]> {
    const wanted = normalised(query);
    const { movies, isInvented } = await this.load();
    const found = [...movies.values()].filter(({ title }) => normalised(title).includes(wanted));
    return found
      .sort((left, right) => Number(startsWith(right, wanted)) - Number(startsWith(left, wanted)))
      .slice(0, limit)
      .map((movie) => present(movie, isInvented));
  }

  /** @throws PlatformError MOVIE_NOT_FOUND */
  async movie(id: string): Promise<CatalogueMovie> {
    const { isInvented } = await this.load();
    return present(await this.find(id), isInvented);
  }

  /** The poster's file, relative to the folder. @throws PlatformError MOVIE_NOT_FOUND or POSTER_NOT_FOUND */
  async posterOf(id: string): Promise<string> {
    const { poster } = await this.find(id);
    if (poster === null) throw new PlatformError('POSTER_NOT_FOUND', 404, `Movie ${id} has no poster`, 'id');
    return poster;
  }

  /** Where a client finds the movie's poster; null when there is none, or no catalogue to read it from. */
  async posterUrl(id: string): Promise<string | null> {
    const [contents] = await Promise.allSettled([this.load()]);
    const movie = contents.status === 'fulfilled' ? contents.value.movies.get(id) : undefined;
    return movie ? posterUrl(movie) : null;
  }

  private async find(id: string): Promise<Movie> {
    const movie = (await this.load()).movies.get(id);
    if (!movie) throw new PlatformError('MOVIE_NOT_FOUND', 404, `No movie ${id} in the catalogue`, 'id');
    return movie;
  }

  /** Differs when the movies have changed, or that they are invented. */
  private async lastModified(): Promise<string> {
    const files = [catalogueFile(this.folder), join(this.folder, INVENTED_MARKER)];
    return (await Promise.allSettled(files.map((file) => stat(file))))
      .map((found) => (found.status === 'fulfilled' ? found.value.mtimeMs : 'none'))
      .join();
  }

  private async load(): Promise<Contents> {
    const modified = await this.lastModified();
    if (!this.read || this.read.modified !== modified) this.read = { modified, contents: readContents(this.folder) };
    try {
      return await this.read.contents;
    } catch (error) {
      this.read = undefined;
      const message = error instanceof Error ? error.message : String(error);
      throw new PlatformError('CATALOGUE_UNAVAILABLE', 503, `The catalogue cannot be read: ${message}`);
    }
  }
}

async function readContents(folder: string): Promise<Contents> {
  const movies = new Map((await readMovies(folder)).map((movie) => [movie.id, movie]));
  return { movies, isInvented: await isInvented(folder) };
}

function present(movie: Movie, isInvented: boolean): CatalogueMovie {
  const { id, title, year, genres, plot } = movie;
  return { id, title, year, genres, plot: plot || null, posterUrl: posterUrl(movie), isInvented };
}

function posterUrl({ id, poster }: Movie): string | null {
  return poster === null ? null : `/api/catalogue/${id}/poster`;
}

/** Without case and accents: "amelie" finds "Amélie". */
function normalised(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

function startsWith({ title }: Movie, wanted: string): boolean {
  return normalised(title).startsWith(wanted);
}
