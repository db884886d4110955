import type { ExampleCounts } from '../scored-examples.js';
import type { MatchedClass } from './match-objects.js';

const RECALLS = Array.from({ length: 101 }, (_, percent) => percent * 0.01);

/**
 * Mean over 101 recalls from 0 to 1 of the best precision that is reached at that recall or a higher one.
 * @param isRight of each found object, at the overlap asked for
 * @param counts how often each picture counts
 * @returns 0 to 1; NaN when no picture that counts has an object of the class
 * @see equal to pycocotools' (COCOeval, area all, maxDets 100) on the same boxes
 */
export function averagePrecision(
  { pictures, truths }: Pick<MatchedClass, 'pictures' | 'truths'>,
  isRight: Uint8Array,
  counts: ExampleCounts,
): number {
  const total = truths.reduce((sum, count, picture) => sum + count * counts[picture]!, 0);
  if (total === 0) return NaN;
  const recalls: number[] = [];
  const precisions: number[] = [];
  let [right, all] = [0, 0];
  for (let index = 0; index < pictures.length; index++) {
    const count = counts[pictures[index]!]!;
    if (count === 0) continue;
    all += count;
    right += isRight[index]! * count;
    recalls.push(right / total);
    precisions.push(right / all);
  }
  for (let index = precisions.length - 2; index >= 0; index--) {
    precisions[index] = Math.max(precisions[index]!, precisions[index + 1]!);
  }
  let [sum, at] = [0, 0];
  for (const recall of RECALLS) {
    while (at < recalls.length && recalls[at]! < recall) at += 1;
    sum += precisions[at] ?? 0; // a recall that is never reached
  }
  return sum / RECALLS.length;
}
