import { InvalidInputError } from './model-family.js';

/** One spelling for what reads the same: composed characters, single spaces, nothing around. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim();
}

/**
 * A text as the networks see it.
 * @throws InvalidInputError TEXT_TOO_SHORT or TEXT_TOO_LONG, naming `field`
 */
export function readText(
  text: string,
  field: string,
  { minCharacters, maxCharacters }: { minCharacters: number; maxCharacters: number },
): string {
  if (text.length > maxCharacters) {
    throw new InvalidInputError(
      'TEXT_TOO_LONG',
      field,
      `${field} has ${text.length} characters; at most ${maxCharacters} are accepted`,
    );
  }
  const normalised = normaliseText(text);
  if (normalised.length < minCharacters) {
    throw new InvalidInputError('TEXT_TOO_SHORT', field, `${field} needs at least ${minCharacters} characters`);
  }
  return normalised;
}
