import type { Genre } from './genre.js';
import { actionLook } from './looks/action.js';
import { adventureLook } from './looks/adventure.js';
import { comedyLook } from './looks/comedy.js';
import { dramaLook } from './looks/drama.js';
import { horrorLook } from './looks/horror.js';
import { mysteryLook } from './looks/mystery.js';
import { romanceLook } from './looks/romance.js';
import { sciFiLook } from './looks/sci-fi.js';
import { actionStory } from './stories/action.js';
import { adventureStory } from './stories/adventure.js';
import { comedyStory } from './stories/comedy.js';
import { dramaStory } from './stories/drama.js';
import { horrorStory } from './stories/horror.js';
import { mysteryStory } from './stories/mystery.js';
import { romanceStory } from './stories/romance.js';
import { sciFiStory } from './stories/sci-fi.js';

export const GENRES: readonly Genre[] = [
  { name: 'Action', look: actionLook, story: actionStory, neighbours: ['Adventure', 'Sci-Fi', 'Comedy'] },
  { name: 'Adventure', look: adventureLook, story: adventureStory, neighbours: ['Action', 'Comedy', 'Romance'] },
  { name: 'Comedy', look: comedyLook, story: comedyStory, neighbours: ['Romance', 'Adventure', 'Mystery'] },
  { name: 'Drama', look: dramaLook, story: dramaStory, neighbours: ['Romance', 'Mystery', 'Horror'] },
  { name: 'Horror', look: horrorLook, story: horrorStory, neighbours: ['Mystery', 'Sci-Fi', 'Drama'] },
  { name: 'Mystery', look: mysteryLook, story: mysteryStory, neighbours: ['Drama', 'Horror', 'Action'] },
  { name: 'Romance', look: romanceLook, story: romanceStory, neighbours: ['Drama', 'Comedy', 'Sci-Fi'] },
  { name: 'Sci-Fi', look: sciFiLook, story: sciFiStory, neighbours: ['Action', 'Horror', 'Adventure'] },
];

/** @throws RangeError for a name that is not among GENRES */
export function genreNamed(name: string): Genre {
  const genre = GENRES.find((candidate) => candidate.name === name);
  if (genre === undefined) throw new RangeError(`There is no genre ${name}`);
  return genre;
}
