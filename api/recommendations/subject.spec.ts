import type { InputSpec } from '../../models/model-family.js';
import { subjectOf } from './subject.js';

const INPUT: InputSpec = { plot: { kind: 'text', title: 'Plot', minCharacters: 3, maxCharacters: 10 } };

it("starts from the family's own fields", () => {
  expect(subjectOf([{ name: 'plot', value: 'a plot' }], INPUT)).toEqual({ fields: { plot: 'a plot' } });
});

it('starts from a movie instead', () => {
  expect(subjectOf([{ name: 'movieId', value: 'tt0113497' }], INPUT)).toEqual({ movieId: 'tt0113497' });
});

it.each([
  [
    'both',
    [
      { name: 'movieId', value: 'tt1' },
      { name: 'plot', value: 'a plot' },
    ],
    'plot',
  ],
  [
    'two movies',
    [
      { name: 'movieId', value: 'tt1' },
      { name: 'movieId', value: 'tt2' },
    ],
    'movieId',
  ],
  ['an id that is a path', [{ name: 'movieId', value: '../tt1' }], 'movieId'],
])('refuses %s', (_what, parts, field) => {
  expect(() => subjectOf(parts, INPUT)).toThrow(expect.objectContaining({ field }) as Error);
});
