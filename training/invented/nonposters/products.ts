import { between, pick, times } from '../chance.js';
import type { DrawPicture } from '../picture.js';
import type { Random } from '../../random.js';
import { box, circle, ellipse, line, path, shape } from '../shapes.js';

type Product = (random: Random, color: string) => string;

const mug: Product = (_random, color) =>
  path('M48 -34 q44 4 40 34 q-4 30 -42 32', 'none', { stroke: color, 'stroke-width': 11 }) +
  box(-50, -56, 100, 116, color, { rx: 10 }) +
  ellipse(0, -54, 50, 12, '#00000035') +
  box(-38, -40, 12, 84, '#ffffff50', { rx: 6 });

const bottle: Product = (random, color) =>
  path('M-14 -96 H14 V-58 Q36 -44 36 -18 V84 Q36 94 26 94 H-26 Q-36 94 -36 84 V-18 Q-36 -44 -14 -58 Z', color) +
  box(-17, -104, 34, 16, '#2a2a2e', { rx: 3 }) +
  box(-36, between(random, -6, 12), 72, 54, '#f5f1e6') +
  box(-26, -12, 8, 92, '#ffffff55', { rx: 4 });

const lamp: Product = (_random, color) =>
  shape(
    [
      [-34, -92],
      [34, -92],
      [62, -12],
      [-62, -12],
    ],
    color,
  ) +
  line('M0 -12 V72', '#6f6a62', 7) +
  ellipse(0, 80, 44, 12, '#6f6a62');

const watch: Product = (random, color) =>
  box(-20, -100, 40, 200, color, { rx: 9 }) +
  circle(0, 0, 46, '#b9bcc0') +
  circle(0, 0, 38, pick(random, ['#fdfdfb', '#15171b', '#22385a'])) +
  line('M0 0 V-26 M0 0 L17 8', '#c23b2e', 3.4) +
  times(12, (index) =>
    circle(Math.cos((index * Math.PI) / 6) * 32, Math.sin((index * Math.PI) / 6) * 32, 2, '#8d9096'),
  ).join('');

const chair: Product = (_random, color) =>
  box(-42, -98, 84, 92, color, { rx: 12 }) +
  box(-50, -10, 100, 20, color, { rx: 8 }) +
  line('M-42 10 L-50 94 M42 10 L50 94 M-26 10 V80 M26 10 V80', '#7c5a3a', 8);

const backpack: Product = (_random, color) =>
  path('M-18 -84 Q0 -112 18 -84', 'none', { stroke: '#2a2a2e', 'stroke-width': 8 }) +
  box(-56, -86, 112, 172, color, { rx: 34 }) +
  box(-40, 0, 80, 70, '#00000030', { rx: 14 }) +
  line('M-40 -26 H40 M-28 16 H28', '#f1efe8', 3.4);

const ball: Product = (_random, color) =>
  circle(0, 0, 82, color) +
  path('M-82 0 Q0 -40 82 0 M-82 0 Q0 40 82 0 M0 -82 V82', 'none', { stroke: '#1c1c1c', 'stroke-width': 4 }) +
  ellipse(-28, -36, 24, 16, '#ffffff66');

const PRODUCTS: Readonly<Record<string, Product>> = { mug, bottle, lamp, watch, chair, backpack, ball };
const COLORS = ['#b23a31', '#2f5d8a', '#3d3f44', '#d8a13a', '#4f7d5a', '#7a4f86', '#c9c3b6', '#d96f4a'] as const;

/** One object on the white of a shop's catalogue. */
export const drawProduct: DrawPicture = (random) => {
  const label = pick(random, Object.keys(PRODUCTS));
  const object = PRODUCTS[label]!(random, pick(random, COLORS));
  const [x, size, turn] = [between(random, 105, 135), between(random, 0.75, 1.1), between(random, -10, 10)];
  const placed = `<g transform="translate(${x.toFixed(0)} 122) rotate(${turn.toFixed(0)}) scale(${size.toFixed(2)})">${object}</g>`;
  const ground =
    box(0, 0, 240, 240, pick(random, ['#ffffff', '#ffffff', '#f4f4f2'])) + ellipse(x, 218, 70, 8, '#00000018');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="224" height="224">${ground}${placed}</svg>`;
  return { label, svg, width: 224, height: 224, blur: between(random, 0.3, 0.7), grain: 3 };
};
