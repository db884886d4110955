import type { Random } from '../../random.js';
import { between, pick, times } from '../chance.js';
import { GENRES } from '../genres.js';
import { bust, person } from '../figures.js';
import type { Palette } from '../genre.js';
import type { DrawPicture } from '../picture.js';
import { box, circle, ellipse, glow } from '../shapes.js';

const WIDTH = 240;

/** How much of a person the frame shows, by the names that film scholars use. */
const SCALES: Readonly<Record<string, (random: Random, x: number, skin: string, dark: string) => string>> = {
  ECS: (random, x, skin) => face(x, 70, 130, skin, random),
  CS: (random, x, skin, dark) => bust(x, 190, 170, dark) + face(x, 62, 44, skin, random),
  MS: (_random, x, skin, dark) => bust(x, 150, 112, dark) + ellipse(x, 74, 17, 23, skin),
  FS: (_random, x, _skin, dark) => person(x, 128, 96, dark) + person(x + 34, 128, 90, dark, true),
  LS: (random, x, _skin, dark) => times(3, () => person(x + between(random, -60, 60), 112, 26, dark)).join(''),
};

/** A still from a film: wide, lit like a genre, with people and without letters. */
export const drawFrame: DrawPicture = (random) => {
  const label = pick(random, Object.keys(SCALES));
  const { sky, far, near, accent }: Palette = pick(random, pick(random, GENRES).look.palettes);
  const height = pick(random, [102, 135]); // 2.35 : 1 and 16 : 9
  const x = between(random, 70, 170);
  const skin = pick(random, ['#e2b48f', '#a66f4a', '#6d4630', '#f0cdb0']);
  const light = glow(between(random, 20, 220), between(random, 10, 80), 120, accent, 0.5);
  const blurred = times(9, () =>
    circle(
      between(random, 0, WIDTH),
      between(random, 0, 90),
      between(random, 5, 22),
      pick(random, [accent, far, sky[1]]),
      { opacity: 0.4 },
    ),
  );
  const content = [
    box(0, 0, WIDTH, 160, pick(random, sky)),
    box(0, between(random, 84, 110), WIDTH, 90, far),
    ...blurred,
    light,
    SCALES[label]!(random, x, skin, near),
    random.below(4) === 0 ? box(0, 0, WIDTH, 10, '#000') + box(0, height - 10, WIDTH, 10, '#000') : '',
  ];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">${content.join('')}</svg>`;
  return { label, svg, width: WIDTH, height, blur: between(random, 0.5, 1.3), grain: 10 };
};

function face(x: number, y: number, size: number, skin: string, random: Random): string {
  const eye = (side: number) =>
    ellipse(x + side * size * 0.36, y - size * 0.1, size * 0.16, size * 0.08, '#f4efe8') +
    circle(x + side * size * 0.36, y - size * 0.1, size * 0.07, pick(random, ['#3b2a1c', '#40617a', '#4f6b3d'])) +
    box(x + side * size * 0.36 - size * 0.18, y - size * 0.3, size * 0.36, size * 0.05, '#2a1d15', { rx: size * 0.02 });
  return [
    ellipse(x, y - size * 0.25, size * 0.9, size * 1.12, '#2b1e17'),
    ellipse(x, y, size * 0.76, size, skin),
    eye(-1),
    eye(1),
    ellipse(x, y + size * 0.18, size * 0.09, size * 0.13, '#00000030'),
    ellipse(x, y + size * 0.5, size * 0.24, size * 0.07, '#8f3d3a'),
  ].join('');
}
