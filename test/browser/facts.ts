import type { RunningPlatform } from '../support/running-platform.js';
import type { HandedIn } from './hand-in.js';

export interface Movie {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly plot: string;
  readonly posterUrl: string;
}

/** The catalogue's first movies, as the API tells them. */
export async function movies(platform: RunningPlatform): Promise<[Movie, Movie, ...Movie[]]> {
  return (await platform.get<{ movies: [Movie, Movie, ...Movie[]] }>('/api/catalogue?limit=10')).movies;
}

export async function posterOf(platform: RunningPlatform, movie: Movie): Promise<HandedIn> {
  const response = await fetch(platform.url + movie.posterUrl);
  return {
    name: `${movie.id}.jpg`,
    type: response.headers.get('content-type') ?? '',
    bytes: new Uint8Array(await response.arrayBuffer()),
  };
}

export async function servedVersion(platform: RunningPlatform, family: string): Promise<string | undefined> {
  const { serving } = await platform.get<{ serving: { version: string } | null }>(`/api/models/${family}`);
  return serving?.version;
}
