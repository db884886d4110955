import { between, times } from '../chance.js';
import { bareTree, bird, bust, person, rain } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, ellipse, glow, hills, line, path, sea, shape } from '../shapes.js';

const aloneUnderATree: Scene = ({ random, palette: { far, near, accent, ink } }) =>
  [
    glow(120, 170, 150, ink, 0.5),
    circle(between(random, 60, 180), 140, 26, accent, { opacity: 0.9 }),
    hills(random, 226, 10, far),
    hills(random, 250, 6, near),
    bareTree(random, between(random, 60, 90), 254, 190, near),
    person(between(random, 130, 180), 254, 52, near, random.fraction() < 0.5),
    ...times(3, () => bird(between(random, 110, 220), between(random, 70, 130), 12, near)),
  ].join('');

const atTheWindow: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const x = between(random, 112, 128);
  return [
    box(0, 0, 240, 360, near, { opacity: 0.85 }),
    box(x - 72, 34, 144, 200, ink),
    box(x - 72, 34, 144, 200, far, { opacity: 0.55 }),
    circle(x + between(random, -40, 40), 96, 22, accent, { opacity: 0.9 }),
    path(`M${x - 72} 190 q36 -34 72 -8 t72 -6 V234 H${x - 72} Z`, far),
    ...[-72, 0, 72].map((at) => box(x + at - 3, 34, 6, 200, near)),
    ...[34, 130, 231].map((at) => box(x - 75, at - 3, 150, 6, near)),
    bust(x + between(random, -16, 16), 300, 190, '#0c0a0b'),
  ].join('');
};

const boatOnStillWater: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const x = between(random, 90, 150);
  return [
    circle(120, 150, 40, accent, { opacity: 0.85 }),
    hills(random, 192, 14, far, { opacity: 0.8 }),
    sea(random, 198, far, ink, 120),
    person(x, 246, 44, near, true),
    path(`M${x - 42} 240 Q${x} 262 ${x + 42} 240 L${x + 34} 254 Q${x} 266 ${x - 34} 254 Z`, near),
    line(`M${x + 8} 226 L${x + 46} 260`, near, 2),
    ellipse(x, 268, 48, 3.5, near, { opacity: 0.4 }),
  ].join('');
};

const longRoad: Scene = ({ random, palette: { far, near, accent, ink } }) =>
  [
    glow(120, 182, 140, accent, 0.75),
    hills(random, 186, 12, far),
    box(0, 196, 240, 170, near, { opacity: 0.85 }),
    shape(
      [
        [114, 194],
        [126, 194],
        [214, 362],
        [26, 362],
      ],
      far,
    ),
    ...times(6, (index) =>
      shape(
        [
          [119.4 - index * 0.5, 200 + index ** 2 * 5],
          [120.6 + index * 0.5, 200 + index ** 2 * 5],
          [121 + index, 208 + index ** 2 * 6],
          [119 - index, 208 + index ** 2 * 6],
        ],
        ink,
      ),
    ),
    ...times(5, (index) =>
      line(
        `M${198 - index * 15} ${262 - index * 13} V${184 - index * 2} M${186 - index * 13} ${194 - index * 2} h${24 - index * 4}`,
        near,
        2.6 - index * 0.4,
      ),
    ),
    person(between(random, 100, 140), 270, 58, '#0c0b0d', random.fraction() < 0.5),
  ].join('');

const hint: Scene = ({ random, palette: { ink, accent } }) => {
  const leaves = times(16, () => {
    const [x, y] = [between(random, 0, 240), between(random, 10, 250)];
    return path(`M${x} ${y} q7 -7 14 0 q-7 7 -14 0 Z`, accent, { opacity: 0.75 });
  });
  return box(0, 0, 240, 360, '#8a857c', { opacity: 0.28 }) + rain(random, 26, ink) + leaves.join('');
};

export const dramaLook: Look = {
  palettes: [
    { sky: ['#8fa0ad', '#e9ddca'], far: '#9a9182', near: '#2f3338', accent: '#c9773f', ink: '#fdf8ee' },
    { sky: ['#6b4a2f', '#d9b27c'], far: '#94693d', near: '#2c1b10', accent: '#f0d9a4', ink: '#fff6e3' },
    { sky: ['#41597a', '#e7b79a'], far: '#8b7d8c', near: '#1e2637', accent: '#f2d3b0', ink: '#fff5ea' },
    { sky: ['#b9b7a7', '#ece7d8'], far: '#8f978b', near: '#333b36', accent: '#d8613f', ink: '#fffdf5' },
  ],
  scenes: [aloneUnderATree, atTheWindow, boatOnStillWater, longRoad],
  hint,
};
