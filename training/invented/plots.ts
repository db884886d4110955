import type { Random } from '../random.js';
import { happens, pick } from './chance.js';
import type { Genre } from './genre.js';
import { pickPerson } from './people.js';
import type { Person } from './people.js';

const SHORTEST = 40; // words
const LONGEST = 60;
const BORROWED = 0.18; // of the phrases come from another genre: real plots mislead too

/** A plot of 40 to 60 words: somebody somewhere, what begins, what goes wrong, how it may end. */
export function composePlot(
  random: Random,
  genres: readonly [Genre, ...Genre[]],
  everyGenre: readonly Genre[],
): string {
  for (;;) {
    const plot = attempt(random, genres, everyGenre);
    const words = plot.split(' ').length;
    if (words >= SHORTEST && words <= LONGEST) return plot;
  }
}

function attempt(random: Random, genres: readonly [Genre, ...Genre[]], everyGenre: readonly Genre[]): string {
  const hero = pickPerson(random);
  const friend = otherThan(random, hero);
  // Each genre tells a part in turn, so that a plot of three genres shows all of them.
  const teller = (part: number) => (genres[part % genres.length] ?? genres[0]).story;
  const borrower = (part: number) => (happens(random, BORROWED) ? pick(random, everyGenre).story : teller(part));
  const role = pick(random, borrower(0).roles);
  const opening = `${pick(random, borrower(1).places)}, ${hero.name}, ${article(role)} ${role}, ${pick(random, teller(0).beginnings)}.`;
  const sentences = [opening, pick(random, teller(1).troubles), pick(random, teller(2).endings)];
  return sentences.map((sentence) => fillIn(sentence, hero, friend)).join(' ');
}

function fillIn(sentence: string, { name, pronouns }: Person, friend: Person): string {
  return sentence
    .replaceAll('{Name}', name)
    .replaceAll('{Friend}', friend.name)
    .replaceAll('{she}', pronouns.she)
    .replaceAll('{her}', pronouns.her)
    .replaceAll('{him}', pronouns.him);
}

function otherThan(random: Random, hero: Person): Person {
  for (;;) {
    const person = pickPerson(random);
    if (person.name !== hero.name) return person;
  }
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) && !noun.startsWith('union') ? 'an' : 'a';
}
