import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import { path } from './shapes.js';

/** Letters become outlines here, so that a machine without a single font draws the same posters. */
const FONT_FILE = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/bebas-neue/400Regular/BebasNeue_400Regular.ttf',
);
const { buffer, byteOffset, byteLength } = readFileSync(FONT_FILE);
const font = opentype.parse(buffer.slice(byteOffset, byteOffset + byteLength));

const CAPITAL_HEIGHT = 0.7; // of the font's size; the font has capitals only
const SMALL_WORDS = new Set(['A', 'AN', 'THE', 'OF', 'FOR', 'TO', 'IN']); // look lost in a line of their own
const LINE_GAP = 0.11; // of a line's height

export interface TitleLine {
  readonly text: string;
  readonly size: number;
  /** The baseline, counted from the top of the block. */
  readonly baseline: number;
}
export interface TitleBlock {
  readonly lines: readonly TitleLine[];
  readonly height: number;
}

/** Sets a title in lines that are each as wide as the block, as film posters do; the tallest setting that fits. */
export function setTitle(title: string, width: number, maxHeight: number, largest: number): TitleBlock {
  const words = title.toUpperCase().split(' ');
  const settings = splits(words, 4).map((lines) => setLines(lines, width, largest));
  const fitting = settings.filter(({ height }) => height <= maxHeight);
  const smallest = (one: TitleBlock) => Math.min(...one.lines.map(({ size }) => size));
  const best = fitting.sort((one, other) => smallest(other) - smallest(one))[0];
  return best ?? setLines([words.join(' ')], width, largest);
}

/** One line of letters as SVG, `x` being its middle. */
export function letters(text: string, x: number, baseline: number, size: number, fill: string, spacing = 0): string {
  const letterSpacing = spacing / size;
  const width = font.getAdvanceWidth(text, size, { letterSpacing }) - spacing;
  return path(
    font
      .getPath(text, x - width / 2, baseline, size, { letterSpacing })
      .commands.map(written)
      .join(''),
    fill,
  );
}

/** Not the library's `toPathData`: it rounds numbers close to zero to NaN, and the renderer stops there. */
function written(command: opentype.PathCommand): string {
  const { type, ...points } = command;
  const { x1, y1, x2, y2, x, y } = points as Partial<Record<'x1' | 'y1' | 'x2' | 'y2' | 'x' | 'y', number>>;
  const numbers = [x1, y1, x2, y2, x, y].filter((value) => value !== undefined);
  return type + numbers.map((value) => value.toFixed(1)).join(' ');
}

/** The size at which a line is as wide as asked. */
export function sizeForWidth(text: string, width: number): number {
  return (width / font.getAdvanceWidth(text, 100)) * 100;
}

function setLines(texts: readonly string[], width: number, largest: number): TitleBlock {
  let height = 0;
  const lines = texts.map((text): TitleLine => {
    const size = Math.min(largest, sizeForWidth(text, width));
    height += size * CAPITAL_HEIGHT;
    const line = { text, size, baseline: height };
    height += size * LINE_GAP;
    return line;
  });
  return { lines, height };
}

/** Every way to break words into at most `most` lines. */
function splits(words: readonly string[], most: number): string[][] {
  const whole = [words.join(' ')];
  if (most === 1 || words.length === 1) return [whole];
  const broken = words.slice(1).flatMap((_, index) => {
    const first = words.slice(0, index + 1).join(' ');
    if (SMALL_WORDS.has(first)) return [];
    return splits(words.slice(index + 1), most - 1).map((rest) => [first, ...rest]);
  });
  return [whole, ...broken];
}
