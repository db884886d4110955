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
  expect(nearPairs([IMAGE, differing(), differing(3), differing(0, 20, 40)])).toEqual([
    ...[
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ],
  ]);
  expect(nearPairs([IMAGE, differing(0, 17, 33, 50)])).toEqual([]);
});

it('takes plain colours for no duplicates of each other', () => {
  expect(
    nearPairs([
      [0, 0],
      [0, 0],
    ]),
  ).toEqual([]);
});
