const FARTHEST = 3; // bits of 64: what differs in more is often another image
const LARGEST_BUCKET = 500; // images of one colour all look alike, and say nothing

type Differences = readonly [number, number];

/**
 * The pairs of images that look alike. Of 64 bits in four bands at most three may differ, so that one band at least is
 * equal: only images that share one are compared.
 * @returns positions, the smaller first
 */
export function nearPairs(images: readonly Differences[]): [number, number][] {
  const found = new Map<string, [number, number]>();
  for (let band = 0; band < 4; band++) {
    for (const bucket of bucketsOf(images, band)) {
      for (const [place, one] of bucket.entries()) {
        for (const other of bucket.slice(place + 1)) {
          if (distance(images[one]!, images[other]!) <= FARTHEST) found.set(`${one} ${other}`, [one, other]);
        }
      }
    }
  }
  return [...found.values()].sort(([a, b], [c, d]) => a - c || b - d);
}

function bucketsOf(images: readonly Differences[], band: number): number[][] {
  const buckets = new Map<number, number[]>();
  images.forEach((image, position) => {
    if (isFlat(image)) return;
    const value = (image[band >> 1]! >>> (16 * (band & 1))) & 0xffff;
    buckets.set(value, [...(buckets.get(value) ?? []), position]);
  });
  return [...buckets.values()].filter(({ length }) => length > 1 && length <= LARGEST_BUCKET);
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
