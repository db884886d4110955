import { between, pick, times } from '../chance.js';
import type { DrawPicture } from '../picture.js';
import type { Random } from '../../random.js';
import { box, circle, ellipse, group, path } from '../shapes.js';

const GARMENTS: Readonly<Record<string, string>> = {
  't-shirt': 'M-30 -70 Q0 -52 30 -70 L78 -46 L62 -10 L42 -20 V82 H-42 V-20 L-62 -10 L-78 -46 Z',
  longsleeve: 'M-28 -74 Q0 -60 28 -74 L66 -52 L84 62 L62 66 L44 -8 V84 H-44 V-8 L-62 66 L-84 62 L-66 -52 Z',
  dress: 'M-22 -92 L-16 -70 Q0 -60 16 -70 L22 -92 L30 -88 L28 -30 L70 92 Q0 108 -70 92 L-28 -30 L-30 -88 Z',
  pants: 'M-38 -90 H38 L46 92 H14 L0 -34 L-14 92 H-46 Z',
  skirt: 'M-34 -58 H34 L68 62 Q0 80 -68 62 Z',
  hat: 'M-84 26 Q-80 10 -46 10 Q-44 -52 0 -54 Q44 -52 46 10 Q80 10 84 26 Q0 54 -84 26 Z',
  shoes: 'M-80 30 V-24 Q-58 -16 -44 -34 Q-10 4 44 4 Q82 8 82 32 Z',
};
const CLOTH = ['#2f3e5c', '#8c2f39', '#d9d4c7', '#3d5a45', '#1d1d20', '#c98a3a', '#8a6f9e', '#6f93ad'] as const;

/** A piece of clothing laid out on a floor, a bed or a sheet. */
export const drawClothing: DrawPicture = (random) => {
  const label = pick(random, Object.keys(GARMENTS));
  const cloth = pick(random, CLOTH);
  const turn = between(random, -14, 14).toFixed(0);
  const size = between(random, 0.9, 1.25).toFixed(2);
  const garment = [
    path(GARMENTS[label]!, '#00000040', { transform: 'translate(5 7)' }),
    path(GARMENTS[label]!, cloth),
    `<clipPath id="cloth"><path d="${GARMENTS[label]}"/></clipPath>`,
    `<g clip-path="url(#cloth)">${pattern(random)}${folds(random)}</g>`,
  ];
  const content =
    box(0, 0, 240, 240, pick(random, ['#e9e7e3', '#b7a389', '#cfd6d9', '#8f8576'])) +
    group(`translate(120 120) rotate(${turn}) scale(${size})`, garment.join(''));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="200" height="200">${content}</svg>`;
  return { label, svg, width: 200, height: 200, blur: between(random, 0.4, 1), grain: 8 };
};

function pattern(random: Random): string {
  const color = pick(random, CLOTH);
  return pick(random, [
    '',
    times(12, (index) => box(-90, -92 + index * 17, 180, 5, color, { opacity: 0.7 })).join(''),
    times(40, (index) => circle(-84 + (index % 8) * 24, -86 + Math.floor(index / 8) * 38, 4.5, color)).join(''),
  ]);
}

function folds(random: Random): string {
  return times(6, () =>
    ellipse(
      between(random, -60, 60),
      between(random, -70, 80),
      between(random, 4, 9),
      between(random, 24, 60),
      '#00000022',
    ),
  ).join('');
}
