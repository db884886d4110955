import type { Random } from '../random.js';
import { pick } from './chance.js';
import type { Genre } from './genre.js';

const NUMBERS = ['Two', 'Three', 'Seven', 'Nine'];

/** A title that no other movie has yet; adds itself to those taken. */
export function composeTitle(random: Random, genres: readonly [Genre, ...Genre[]], taken: Set<string>): string {
  for (;;) {
    const [word, other] = [pick(random, genres).story.titles, pick(random, genres).story.titles];
    const [adjective, noun, second] = [
      pick(random, word.adjectives),
      pick(random, word.nouns),
      pick(random, other.nouns),
    ];
    const title = pick(random, [
      `The ${adjective} ${noun}`,
      `The ${adjective} ${noun}`,
      `${adjective} ${noun}`,
      `The ${noun} and the ${second}`,
      `The ${noun} of ${pick(random, TOWNS)}`,
      `${pick(random, NUMBERS)} Days in ${pick(random, TOWNS)}`,
      `The Last ${noun}`,
      `${noun} at Midnight`,
      `A ${noun} for ${pick(random, FIRST_NAMES)}`,
    ]).replace(/\bA (?=[AEIOU])/, 'An ');
    if (taken.has(title) || noun === second) continue;
    taken.add(title);
    return title;
  }
}

const TOWNS = [
  'Marrow Bay',
  'Ostrava',
  'Saint Ferry',
  'Belmonte',
  'Norrland',
  'Cinder Falls',
  'Porto Vento',
  'Greyhaven',
  'Tallinn',
  'Vesper',
];
const FIRST_NAMES = ['Agnes', 'Rufus', 'Odile', 'Viktor', 'Yara', 'Emil', 'Wanda', 'Basil'];
