import { Random } from '../random.js';
import { nearPairs } from './near-pairs.js';

const IMAGE = [0b1010_1100_0011_0101_1111_0000_1010_0101, 0x1234_5678] as const;

/** With these bits of the 64 turned round. */
const differing = (...bits: number[]) =>
  bits.reduce<[number, number]>(
    (image, bit) => {
      const half = bit >> 5;
      image[half] = (image[half]! ^ (1 << (bit & 31))) >>> 0;
      return image;
    },
    [...IMAGE],
  );

it('finds images of which up to three bits differ, wherever these are', () => {
  expect(nearPairs([IMAGE, differing(), differing(3), differing(0, 20, 40)]).pairs).toEqual([
    ...[
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ],
  ]);
  expect(nearPairs([IMAGE, differing(0, 17, 33, 50)])).toEqual({ pairs: [], notCompared: 0 });
});

it('takes plain colours for no duplicates of each other', () => {
  expect(
    nearPairs([
      [0, 0],
      [0, 0],
    ]).pairs,
  ).toEqual([]);
});

describe('of many images with the same white background', () => {
  const random = new Random(5);
  /** The first 16 bits are of white rows. */
  const product = () => [(random.fraction() * 2 ** 16) >>> 0, (random.fraction() * 2 ** 32) >>> 0] as const;

  it('finds those that look alike', () => {
    const products = Array.from({ length: 2000 }, product);
    const [upper, lower] = products[7]!;
    const taken = [...products, [upper ^ 1, (lower ^ 0x80000001) >>> 0] as const];
    const { pairs, notCompared } = nearPairs(taken);
    expect(pairs).toContainEqual([7, 2000]);
    expect(notCompared).toBe(0);
  });

  it('says how many it did not compare, since hardly anything tells them apart', () => {
    const { pairs, notCompared } = nearPairs([
      IMAGE,
      differing(3),
      ...Array<readonly [number, number]>(1500).fill([1, 0]),
    ]);
    expect([pairs, notCompared]).toEqual([[[0, 1]], 1500]);
  });
});
