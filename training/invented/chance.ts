import type { Random } from '../random.js';

export function pick<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

export function between(random: Random, low: number, high: number): number {
  return low + random.fraction() * (high - low);
}

export function happens(random: Random, probability: number): boolean {
  return random.fraction() < probability;
}

/** `count` results of drawing something again and again. */
export function times<Value>(count: number, draw: (index: number) => Value): Value[] {
  return Array.from({ length: count }, (_, index) => draw(index));
}
