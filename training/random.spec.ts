import { Random } from './random.js';

describe('Random', () => {
  it('says the same again with the same seed, and something else with another', () => {
    expect(new Random(5).permutation(50)).toEqual(new Random(5).permutation(50));
    expect(new Random(5).permutation(50)).not.toEqual(new Random(6).permutation(50));
  });

  it('gives the numbers it always gave, so that a run of last year can be repeated', () => {
    expect([...new Random(42).permutation(8)]).toEqual([1, 6, 5, 3, 0, 7, 4, 2]);
  });

  it('begins differently for seeds side by side', () => {
    const firsts = Array.from({ length: 1000 }, (_, seed) => new Random(seed).fraction());
    const inTenths = firsts.reduce<number[]>((tally, first) => {
      tally[Math.floor(first * 10)]!++;
      return tally;
    }, new Array<number>(10).fill(0));
    for (const count of inTenths) expect(count).toBeGreaterThan(60);
  });

  it('orders every number once, each place being as likely as the other', () => {
    const random = new Random(1);
    const firstPlaces = new Array<number>(5).fill(0);
    for (let round = 0; round < 5000; round++) {
      const order = random.permutation(5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      firstPlaces[order[0]!]!++;
    }
    for (const count of firstPlaces) expect(count).toBeGreaterThan(850);
  });

  it('draws fractions from 0 up to but not including 1', () => {
    const random = new Random(2);
    const fractions = Array.from({ length: 10_000 }, () => random.fraction());
    expect(Math.min(...fractions)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...fractions)).toBeLessThan(1);
    expect(fractions.reduce((sum, fraction) => sum + fraction) / fractions.length).toBeCloseTo(0.5, 1);
  });
});
