import { foldsOf } from './folds.js';
import type { PreparedDataset } from './prepared-dataset.js';

const LABELS = ['sofa', 'lamp', 'rug'];

/** Sixty products of each label, every tenth of them listed twice, and some that nobody knows the label of. */
function dataset(order: (rows: PreparedDataset['examples']) => PreparedDataset['examples'] = (rows) => rows) {
  const examples = LABELS.flatMap((label) =>
    Array.from({ length: 60 }, (_, index): PreparedDataset['examples'][number] => ({
      id: `${label} ${index}`,
      identity: `${label} ${index % 54}`,
      split: index === 59 ? 'unlabelled' : 'train',
      fields: {},
      target: [label],
    })),
  );
  return { labels: LABELS, examples: order(examples) } as unknown as PreparedDataset;
}

it('asks about every labelled example once, and learns from it in all other folds', () => {
  const { examples } = dataset();
  const labelled = [...examples.keys()].filter((row) => examples[row]!.split !== 'unlabelled');
  const folds = foldsOf(dataset(), 5);
  expect(folds.flatMap(({ test }) => test).sort((a, b) => a - b)).toEqual(labelled);
  for (const { train, validation, test } of folds) {
    expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(labelled);
    expect(Math.abs(validation.length - (labelled.length - test.length) / 10)).toBeLessThan(5); // of some there are two
    expect(new Set(validation.flatMap((row) => examples[row]!.target))).toEqual(new Set(LABELS));
  }
});

it('spreads every label evenly and leaves examples of one identity together', () => {
  const { examples } = dataset();
  for (const { test, train, validation } of foldsOf(dataset(), 5)) {
    for (const label of LABELS) {
      const found = test.filter((row) => examples[row]!.target.includes(label)).length;
      expect(found).toBeGreaterThanOrEqual(10);
      expect(found).toBeLessThanOrEqual(15);
    }
    const asked = new Set(test.map((row) => examples[row]!.identity));
    expect([...train, ...validation].filter((row) => asked.has(examples[row]!.identity))).toEqual([]);
  }
});

it('says the same whatever the order of the data', () => {
  const reversed = dataset((rows) => rows.toReversed());
  const idsOf = (of: PreparedDataset) =>
    foldsOf(of, 5).map(({ train, test }) =>
      [train, test].map((rows) => rows.map((row) => of.examples[row]!.id).sort()),
    );
  const firstOf = (of: PreparedDataset) => idsOf(of).map(([, test]) => test);
  expect(
    firstOf(reversed)
      .map((test) => test!.join())
      .sort(),
  ).toEqual(
    firstOf(dataset())
      .map((test) => test!.join())
      .sort(),
  );
});

/** As many examples as there are targets. */
const rare = (targets: readonly string[][]) =>
  ({
    examples: targets.map((target, index) => ({ id: `film ${index}`, split: 'train', fields: {}, target })),
  }) as unknown as PreparedDataset;

it('learns from nine of ten although hardly two have the same labels', () => {
  const targets = Array.from({ length: 200 }, (_, index) => [...index.toString(2)].map((bit, at) => `${at}${bit}`));
  for (const { train, validation, test } of foldsOf(rare(targets), 5)) {
    expect([train.length, validation.length, test.length]).toEqual([144, 16, 40]);
  }
});

it('has something to learn from and something to stop by, however few there are', () => {
  const few = foldsOf(rare([['rug'], ['rug'], ['lamp']]), 3);
  expect(few.map((fold) => [fold.train.length, fold.validation.length, fold.test.length])).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
  ]);
  expect(() => foldsOf(rare([['rug'], ['lamp']]), 2)).toThrow('in 2 folds needs more examples');
  expect(() => foldsOf(rare([['rug'], ['rug'], ['lamp']]), 5)).toThrow('got 3; set folds to fewer');
});
