import type { Example } from '../models/dataset.js';
import { splitOfFolder, withGivenSplits } from './given-splits.js';

const example = (identity: string, split?: Example['split'], id = `${split}/${identity}`): Example => ({
  ...{ id, identity, fields: {}, target: [] },
  ...(split && { split }),
});
const many = (split: NonNullable<Example['split']>, count = 200) =>
  Array.from({ length: count }, (_, number) => example(`${split} ${number}`, split));
/** How many of each given split end up in which. */
function counted(examples: readonly Example[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { id, split } of withGivenSplits(examples)) {
    const change = `${id.split('/')[0]} -> ${split}`;
    counts[change] = (counts[change] ?? 0) + 1;
  }
  return counts;
}

it.each([
  ['train', 'train'],
  ['valid', 'validation'],
  ['val2017', 'validation'],
  ['test', 'test'],
  ['winter', undefined],
  ['constructor', undefined],
])('knows what a folder %s means', (name, split) => expect(splitOfFolder(name)).toBe(split));

it('leaves examples in the splits that they came with', () => {
  expect(counted([...many('train'), ...many('validation', 3), ...many('test', 5)])).toEqual({
    'train -> train': 200,
    'validation -> validation': 3,
    'test -> test': 5,
  });
});

it.each(['validation', 'test'] as const)(
  'draws what else is asked from what is learned, beside a given %s',
  (given) => {
    const missing = given === 'test' ? 'validation' : 'test';
    const {
      'train -> train': learned,
      [`train -> ${missing}`]: drawn,
      ...rest
    } = counted([...many('train'), ...many(given)]);
    expect(rest).toEqual({ [`${given} -> ${given}`]: 200 });
    expect(learned! + drawn!).toBe(200);
    expect(drawn).toBeGreaterThan(5);
    expect(drawn).toBeLessThan(40);
  },
);

it.each([
  ['everything is to learn from', many('train')],
  ['nothing is to learn from', [...many('validation'), ...many('test')]],
  ['some came without', [...many('train'), ...many('validation'), ...many('test'), example('stray')]],
])('splits anew where %s', (_, examples) => {
  expect(new Set(withGivenSplits(examples).map(({ split }) => split))).toEqual(new Set([undefined]));
});

it('asks about what is in two splits, and does not learn from it', () => {
  const twins = [
    example('twin', 'train'),
    example('twin', 'test'),
    example('other', 'validation'),
    example('other', 'train'),
  ];
  const found = withGivenSplits([...many('train'), ...twins, ...many('test')]);
  const splitsOf = (identity: string) => found.filter((one) => one.identity === identity).map(({ split }) => split);
  expect([splitsOf('twin'), splitsOf('other')]).toEqual([
    ['test', 'test'],
    ['validation', 'validation'],
  ]);
});
