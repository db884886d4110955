const FARTHEST = 3; // bits of 64: what differs in more is often another image
const LARGEST_BUCKET = 500; // larger ones are told apart by other bits first: comparing each with each would take minutes
const LARGEST_COMPARED = 1000;

type Differences = readonly [number, number];

/** Four parts of the 64 bits, of which one at least is equal where at most three bits differ. */
const BANDS: readonly Differences[] = [
  [0xffff, 0],
  [0xffff0000, 0],
  [0, 0xffff],
  [0, 0xffff0000],
];
/** Four other such parts, across the bands: a band that is white on a thousand pictures says little about the other bits. */
const STRIPES: readonly Differences[] = [0, 4, 8, 12].map((shift) => [0x000f000f << shift, 0x000f000f << shift]);

export interface NearPairs {
  /** Positions, the smaller first. */
  readonly pairs: [number, number][];
  /** Images that were not compared with all others: too many look the same in too many places. */
  readonly notCompared: number;
}

/** The pairs of images that look alike. Only images that share a band are compared, where many do those that share a stripe as well. */
export function nearPairs(images: readonly Differences[]): NearPairs {
  const found = new Map<string, [number, number]>();
  const passedOver = new Set<number>();
  const structured = [...images.keys()].filter((position) => !isFlat(images[position]!));
  for (const bucket of BANDS.flatMap((band) => bucketsOf(images, structured, band))) {
    const isLarge = bucket.length > LARGEST_BUCKET;
    for (const part of isLarge ? STRIPES.flatMap((stripe) => bucketsOf(images, bucket, stripe)) : [bucket]) {
      if (part.length > LARGEST_COMPARED) part.forEach((position) => passedOver.add(position));
      else for (const pair of pairsWithin(images, part)) found.set(pair.join(), pair);
    }
  }
  const pairs = [...found.values()].sort(([a, b], [c, d]) => a - c || b - d);
  return { pairs, notCompared: passedOver.size };
}

/** The positions of images of which these bits are equal, two or more. */
function bucketsOf(
  images: readonly Differences[],
  positions: readonly number[],
  [upper, lower]: Differences,
): number[][] {
  const buckets = new Map<string, number[]>();
  for (const position of positions) {
    const image = images[position]!;
    const key = `${image[0] & upper} ${image[1] & lower}`;
    const bucket = buckets.get(key);
    if (bucket) bucket.push(position);
    else buckets.set(key, [position]);
  }
  return [...buckets.values()].filter(({ length }) => length > 1);
}

function* pairsWithin(images: readonly Differences[], bucket: readonly number[]): Generator<[number, number]> {
  for (let place = 0; place < bucket.length; place++) {
    for (let next = place + 1; next < bucket.length; next++) {
      const [one, other] = [bucket[place]!, bucket[next]!];
      if (distance(images[one]!, images[other]!) <= FARTHEST) yield [one, other];
    }
  }
}

/** Without any structure: a plain colour. */
function isFlat([upper, lower]: Differences): boolean {
  return bitsOf(upper) + bitsOf(lower) === 0;
}

function distance(one: Differences, other: Differences): number {
  return bitsOf(one[0] ^ other[0]) + bitsOf(one[1] ^ other[1]);
}

function bitsOf(value: number): number {
  let [bits, rest] = [0, value >>> 0];
  for (; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
