import { readMovies } from '../../models/movies.js';
import type { Movie } from '../../models/movies.js';
import { PlatformError } from '../../platform/errors.js';
import type { CatalogueMovie, CatalogueQuery } from './movie.schema.js';

/** The movies that can be recommended, read from the data folder when they are first asked for. */
export class MovieCatalogue {
  private movies: Promise<ReadonlyMap<string, Movie>> | undefined;

  constructor(
    readonly folder: string,
    private readonly isInvented: boolean,
  ) {}

  async search({ query, limit }: CatalogueQuery): Promise<CatalogueMovie[]> {
    const wanted = normalised(query);
    const found = [...(await this.load()).values()].filter(({ title }) => normalised(title).includes(wanted));
    return found
      .sort((left, right) => Number(startsWith(right, wanted)) - Number(startsWith(left, wanted)))
      .slice(0, limit)
      .map((movie) => this.present(movie));
  }

  /** @throws PlatformError MOVIE_NOT_FOUND */
  async movie(id: string): Promise<CatalogueMovie> {
    return this.present(await this.find(id));
  }

  /** The poster's file, relative to the folder. @throws PlatformError MOVIE_NOT_FOUND or POSTER_NOT_FOUND */
  async posterOf(id: string): Promise<string> {
    const { poster } = await this.find(id);
    if (poster === null) throw new PlatformError('POSTER_NOT_FOUND', 404, `Movie ${id} has no poster`, 'id');
    return poster;
  }

  /** Where a client finds the movie's poster; null when there is none, or no catalogue to read it from. */
  async posterUrl(id: string): Promise<string | null> {
    const [movies] = await Promise.allSettled([this.load()]);
    const movie = movies.status === 'fulfilled' ? movies.value.get(id) : undefined;
    return movie ? posterUrl(movie) : null;
  }

  private async find(id: string): Promise<Movie> {
    const movie = (await this.load()).get(id);
    if (!movie) throw new PlatformError('MOVIE_NOT_FOUND', 404, `No movie ${id} in the catalogue`, 'id');
    return movie;
  }

  private present(movie: Movie): CatalogueMovie {
    const { id, title, year, genres, plot } = movie;
    return { id, title, year, genres, plot: plot || null, posterUrl: posterUrl(movie), isInvented: this.isInvented };
  }

  private load(): Promise<ReadonlyMap<string, Movie>> {
    this.movies ??= readMovies(this.folder)
      .then((movies) => new Map(movies.map((movie) => [movie.id, movie])))
      .catch((error: unknown) => {
        this.movies = undefined; // asked again, it is read again: the folder may be filled meanwhile
        const message = error instanceof Error ? error.message : String(error);
        throw new PlatformError('CATALOGUE_UNAVAILABLE', 503, `The catalogue cannot be read: ${message}`);
      });
    return this.movies;
  }
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
