import { isOptional } from '../../api/fields/check-fields.js';
import type { InputField, ModelFamily } from '../../models/model-family.js';
import { pngBomb, SVG } from './bad-images.js';
import { file, text } from './form.js';
import type { Part } from './form.js';
import type { Refusal } from './refusals.js';
import type { RawAnswer } from './running-api.js';

type Asking = (...parts: readonly Part[]) => Promise<RawAnswer>;
/** What is handed in as the field, and what it is refused with. */
type Wrong = readonly [what: string, parts: (name: string) => readonly Part[], status: number, code: string];

/** A picture or a text that every family takes. */
export function goodPart(name: string, { kind }: InputField, picture: Uint8Array): Part {
  return kind === 'image' ? file(name, picture) : text(name, 'a lamp that tells a story');
}

/**
 * What a family refuses for what its input says, field by field, while its other fields are as they should be.
 * @param picture what is handed in where a picture is right, once it is there
 */
export function refusalsOf({ name: family, input }: ModelFamily, ask: Asking, picture: () => Uint8Array): Refusal[] {
  const fields = Object.entries(input);
  return fields.flatMap(([name, field]) =>
    wrongValuesOf(field, picture).map(([what, parts, status, code]): Refusal => {
      const others = fields.filter(([other]) => other !== name);
      const askWith = () => ask(...parts(name), ...others.map(([other, spec]) => goodPart(other, spec, picture())));
      return [`${what} for ${family}'s ${name}`, askWith, status, code, name];
    }),
  );
}

function wrongValuesOf(field: InputField, picture: () => Uint8Array): Wrong[] {
  const good = (name: string) => goodPart(name, field, picture());
  return [
    ...(isOptional(field) ? [] : [['nothing', () => [], 400, 'MISSING_FIELD'] as const]),
    ['two values', (name) => [good(name), good(name)], 400, 'REPEATED_FIELD'],
    ...(field.kind === 'image' ? wrongPictures(picture) : wrongTexts(field)),
  ];
}

function wrongPictures(picture: () => Uint8Array): Wrong[] {
  return [
    ['a text', (name) => [text(name, 'a lamp')], 400, 'FILE_EXPECTED'],
    ['an empty picture', (name) => [file(name, Buffer.alloc(0))], 400, 'EMPTY_FILE'],
    ['noise', (name) => [file(name, Buffer.alloc(999, 7))], 422, 'NOT_AN_IMAGE'],
    ['an SVG', (name) => [file(name, SVG, 'a.svg')], 422, 'NOT_AN_IMAGE'],
    ['a PNG bomb', (name) => [file(name, pngBomb())], 422, 'IMAGE_TOO_LARGE'],
    ['half a JPEG', (name) => [file(name, picture().subarray(0, picture().length >> 1))], 422, 'DAMAGED_IMAGE'],
  ];
}

function wrongTexts({ minCharacters, maxCharacters }: Extract<InputField, { kind: 'text' }>): Wrong[] {
  const ofLength = (length: number) => (name: string) => [text(name, 'x'.repeat(length))];
  return [
    ['a file', (name) => [file(name, Buffer.from('a lamp that tells a story'))], 400, 'TEXT_EXPECTED'],
    ['a text that is too long', ofLength(maxCharacters + 1), 400, 'TEXT_TOO_LONG'],
    ...(minCharacters === 0
      ? []
      : [['a text that is too short', ofLength(minCharacters - 1), 400, 'TEXT_TOO_SHORT'] as const]),
  ];
}
