import type { Random } from '../random.js';
import { pick } from './chance.js';

export interface Person {
  readonly name: string;
  /** she or he; hers or his; to her or to him */
  readonly pronouns: { readonly she: string; readonly her: string; readonly him: string };
}

const FEMININE = { she: 'she', her: 'her', him: 'her' };
const MASCULINE = { she: 'he', her: 'his', him: 'him' };
const WOMEN = [
  'Mara',
  'Ilse',
  'Noor',
  'Agnes',
  'Talia',
  'Wanda',
  'Odile',
  'Prisca',
  'Yara',
  'Selma',
  'Bruna',
  'Ingrid',
];
const MEN = [
  'Anton',
  'Rufus',
  'Emil',
  'Tomas',
  'Idris',
  'Caspar',
  'Leandro',
  'Viktor',
  'Basil',
  'Oskar',
  'Jonah',
  'Pavel',
];

export function pickPerson(random: Random): Person {
  return random.below(2) === 0
    ? { name: pick(random, WOMEN), pronouns: FEMININE }
    : { name: pick(random, MEN), pronouns: MASCULINE };
}
