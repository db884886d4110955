import type { InputSpec } from '../../models/model-family.js';
import { checkFields } from './check-fields.js';

const INPUT: InputSpec = {
  image: { kind: 'image', title: 'Poster', maxBytes: 10 },
  plot: { kind: 'text', title: 'Plot', minCharacters: 3, maxCharacters: 10 },
};
const image = { name: 'image', value: Uint8Array.of(1) };
const plot = { name: 'plot', value: 'a plot' };

it('takes every field exactly once, in any order', () => {
  expect(checkFields([plot, image], INPUT)).toEqual({ image: Uint8Array.of(1), plot: 'a plot' });
});

it.each([
  ['a field that is missing', [image], 'MISSING_FIELD', 'plot'],
  ['a field given twice', [image, plot, plot], 'REPEATED_FIELD', 'plot'],
  ['a field nobody knows', [image, plot, { name: 'toString', value: '' }], 'UNKNOWN_FIELD', 'toString'],
  ['text for an image', [{ name: 'image', value: 'x' }, plot], 'FILE_EXPECTED', 'image'],
  ['a file for a text', [image, { name: 'plot', value: Uint8Array.of(1) }], 'TEXT_EXPECTED', 'plot'],
  ['an empty file', [{ name: 'image', value: new Uint8Array() }, plot], 'EMPTY_FILE', 'image'],
  ['a text that is too short without its spaces', [image, { name: 'plot', value: ' a   ' }], 'TEXT_TOO_SHORT', 'plot'],
  ['a text that is too long', [image, { name: 'plot', value: 'x'.repeat(11) }], 'TEXT_TOO_LONG', 'plot'],
])('refuses %s, by name', (_what, parts, code, field) => {
  expect(() => checkFields(parts, INPUT)).toThrow(expect.objectContaining({ code, field, status: 400 }) as Error);
});
