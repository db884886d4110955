import { between, pick, times } from '../chance.js';
import { cloud, fir } from '../figures.js';
import type { DrawPicture } from '../picture.js';
import type { Random } from '../../random.js';
import { box, circle, ellipse, glow, group, path, shape } from '../shapes.js';

type Subject = (random: Random) => string;

const NATURAL_GREENS = ['#4f6b33', '#6d8440', '#3f5a38', '#7c8a4e'] as const;

const meadow: Subject = (random) =>
  [
    box(0, 0, 240, 360, pick(random, ['#9fc3df', '#c4d3d8', '#8fb3cf'])),
    cloud(random, between(random, 40, 200), between(random, 40, 120), 110, '#f4f6f7', 0.8),
    ...times(4, (layer) => ellipse(between(random, 0, 240), 250 + layer * 40, 260, 70, pick(random, NATURAL_GREENS))),
    ...times(60, () =>
      circle(
        between(random, 0, 240),
        between(random, 240, 355),
        between(random, 1.5, 5),
        pick(random, ['#d9c94f', '#c85a6e', '#eef0e2']),
      ),
    ),
  ].join('');

const forest: Subject = (random) =>
  [
    box(0, 0, 240, 360, '#b9c7bd'),
    ...times(16, (index) =>
      fir(between(random, -10, 250), 200 + index * 11, between(random, 80, 170), pick(random, NATURAL_GREENS)),
    ),
    box(0, 340, 240, 30, '#5f5437'),
  ].join('');

const fruit: Subject = (random) => {
  const color = pick(random, ['#b93a2c', '#d98b2b', '#8aa13a', '#c9b32e']);
  const pieces = times(5 + random.below(6), () => {
    const [x, y, r] = [between(random, 30, 210), between(random, 120, 300), between(random, 30, 52)];
    return (
      ellipse(x + 6, y + r * 0.75, r, r * 0.4, '#00000055') +
      circle(x, y, r, color) +
      glow(x - r * 0.3, y - r * 0.35, r * 0.6, '#ffffff', 0.7) +
      path(`M${x} ${y - r * 0.9} q4 -12 10 -14`, 'none', { stroke: '#4d3a22', 'stroke-width': 3 })
    );
  });
  return box(0, 0, 240, 200, '#b8aa95') + box(0, 180, 240, 180, '#80644a') + pieces.join('');
};

const flower: Subject = (random) => {
  const color = pick(random, ['#d7668a', '#e3c044', '#b98fd1', '#e6e2d8', '#d4512f']);
  const petals = 7 + random.below(9);
  const bloom = times(petals, (index) =>
    group(`rotate(${(index * 360) / petals})`, ellipse(0, -62, 24, 50, color, { opacity: 0.92 })),
  );
  return [
    box(0, 0, 240, 360, pick(random, NATURAL_GREENS)),
    ...times(14, () =>
      circle(between(random, 0, 240), between(random, 0, 360), between(random, 14, 46), pick(random, NATURAL_GREENS), {
        opacity: 0.7,
      }),
    ),
    group(
      `translate(${between(random, 95, 145).toFixed(0)} ${between(random, 140, 210).toFixed(0)}) scale(${between(random, 0.7, 1.2).toFixed(2)})`,
      bloom.join('') + circle(0, 0, 26, '#6b4a1e'),
    ),
  ].join('');
};

const seabird: Subject = (random) =>
  [
    box(0, 0, 240, 200, pick(random, ['#a9c6d8', '#d4d9d6', '#88aac4'])),
    box(0, 190, 240, 170, pick(random, ['#5d7f8c', '#b59f78', '#44616f'])),
    ...times(20, () =>
      box(between(random, 0, 200), between(random, 195, 350), between(random, 10, 60), 1.6, '#e6ecec66'),
    ),
    group(
      `translate(${between(random, 90, 140).toFixed(0)} ${between(random, 170, 220).toFixed(0)}) scale(${between(random, 0.8, 1.5).toFixed(2)})`,
      [
        ellipse(0, 0, 46, 26, '#e9e6df'),
        path('M-10 -8 Q-50 -20 -72 6 Q-30 16 -4 10 Z', '#8d9399'),
        circle(40, -24, 17, '#f1efe9'),
        shape(
          [
            [54, -26],
            [76, -20],
            [54, -15],
          ],
          '#d79a3a',
        ),
        circle(45, -27, 2.6, '#1a1a1a'),
        path('M-4 24 V50 M8 24 V50', 'none', { stroke: '#b9862f', 'stroke-width': 3 }),
      ].join(''),
    ),
  ].join('');

const street: Subject = (random) =>
  [
    box(0, 0, 240, 360, '#c6cdd2'),
    ...times(5, (index) => {
      const [x, top, width] = [index * 50 - 6, between(random, 30, 120), between(random, 44, 56)];
      const windows = times(18, (at) =>
        box(x + 6 + (at % 3) * 14, top + 14 + Math.floor(at / 3) * 30, 8, 15, '#4d5a66'),
      );
      return box(x, top, width, 260, pick(random, ['#b08a6c', '#a5a094', '#8d6a58', '#c9b79a'])) + windows.join('');
    }),
    box(0, 272, 240, 90, '#63656a'),
    box(0, 268, 240, 14, '#94938d'),
    ...times(3, (index) =>
      ellipse(40 + index * 80, 312, 30, 12, pick(random, ['#a3322b', '#2d4a74', '#d6d6d2', '#26292c'])),
    ),
  ].join('');

const SUBJECTS: Readonly<Record<string, Subject>> = { meadow, forest, fruit, flower, seabird, street };

/** Something seen in daylight, without a letter on it. */
export const drawPhoto: DrawPicture = (random) => {
  const label = pick(random, Object.keys(SUBJECTS));
  const subject = SUBJECTS[label]!(random);
  const turned = pick(random, [false, true]);
  const [width, height] = turned ? [240, 180] : [200, 240];
  const view = turned ? '0 100 240 180' : '0 60 240 288';
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" width="${width}" height="${height}">${subject}</svg>`;
  return { label, svg, width, height, blur: between(random, 0.6, 1.6), grain: 11 };
};
