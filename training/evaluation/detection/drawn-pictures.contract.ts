import type { SeenPicture, TrueObject } from './seen-objects.js';

/** Whole numbers from 0 to n - 1, the same in every language that multiplies integers exactly (Park & Miller 1988). */
export function numbers(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state * 16807) % 2147483647;
    return state % n;
  };
}

/** Pictures by formula: every seventh without objects, objects missed, found twice or under another class, and found where nothing is. */
export function drawPictures(seed: number, pictures: number, classes: number, confidences: number): SeenPicture[] {
  const below = numbers(seed);
  return Array.from({ length: pictures }, (_, picture) => {
    const anyBox = () => [below(200), below(150), 8 + below(120), 8 + below(90)] as const;
    const count = picture % 7 === 0 ? 0 : below(5);
    const drawn = Array.from({ length: count }, () => ({ box: anyBox(), label: below(classes) }));
    const found: (TrueObject & { confidence: number })[] = [];
    for (const { box, label } of drawn) {
      for (let times = below(3); times > 0; times--) {
        const answered = below(6) === 0 ? below(classes) : label;
        const [left, top, width, height] = box;
        const moved = [left + below(13) - 6, top + below(13) - 6] as const;
        const sized = [Math.max(2, width + below(17) - 8), Math.max(2, height + below(17) - 8)] as const;
        found.push({ ...boxOf([...moved, ...sized]), label: answered, confidence: below(confidences) / confidences });
      }
    }
    for (let times = below(4); times > 0; times--) {
      found.push({ ...boxOf(anyBox()), label: below(classes), confidence: below(confidences) / confidences });
    }
    return { truth: drawn.map(({ box, label }) => ({ ...boxOf(box), label })), found };
  });
}

function boxOf([left, top, width, height]: readonly [number, number, number, number]) {
  return { left, top, right: left + width, bottom: top + height };
}
