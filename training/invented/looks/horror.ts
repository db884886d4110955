import { between, pick, times } from '../chance.js';
import { bareTree, bat, person } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, ellipse, glow, group, hills, path, shape } from '../shapes.js';

const houseOnTheHill: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const moonX = between(random, 70, 170);
  const windows = times(7, (index) => box(-26 + (index % 4) * 15, -38 + Math.floor(index / 4) * 17, 5, 8, accent));
  const house = [
    box(-32, -50, 64, 60, near),
    shape(
      [
        [-38, -48],
        [0, -78],
        [38, -48],
      ],
      near,
    ),
    box(12, -98, 17, 60, near),
    shape(
      [
        [8, -96],
        [20.5, -124],
        [33, -96],
      ],
      near,
    ),
    ...windows,
    box(18, -90, 5, 9, accent),
  ];
  return [
    glow(moonX, 120, 120, ink, 0.5),
    circle(moonX, 120, 52, ink, { opacity: 0.9 }),
    hills(random, 232, 10, far),
    group(`translate(${between(random, 95, 145).toFixed(1)} 222)`, house.join('')),
    hills(random, 240, 8, near),
    bareTree(random, 30, 262, 150, near),
    bareTree(random, 214, 258, 120, near),
    ...times(5, () => bat(between(random, 30, 210), between(random, 50, 150), between(random, 12, 26), near)),
  ].join('');
};

const eyesInTheDark: Scene = ({ random, palette: { far, near, accent } }) => {
  const pair = (x: number, y: number, size: number) =>
    [-1, 1].map((side) =>
      group(
        `translate(${(x + side * size).toFixed(1)} ${y.toFixed(1)}) rotate(${side * 12})`,
        ellipse(0, 0, size * 0.62, size * 0.34, accent) + ellipse(0, 0, size * 0.12, size * 0.32, near),
      ),
    );
  const small = times(9, () =>
    pair(between(random, 20, 220), between(random, 40, 250), between(random, 4, 8)).join(''),
  );
  return [
    box(0, 0, 240, 360, near, { opacity: 0.82 }),
    glow(120, 150, 130, far, 0.7),
    ...small,
    glow(120, 158, 70, accent, 0.35),
    ...pair(120, 158, 30),
  ].join('');
};

const endOfTheCorridor: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const [x, y] = [between(random, 105, 135), 165];
  const frames = times(8, (index) => {
    const size = 1 - index / 8.6;
    return box(x - 130 * size, y - 190 * size, 260 * size, 380 * size, index % 2 === 0 ? near : far, {
      opacity: 0.95 - index * 0.03,
    });
  });
  const door = box(x - 15, y - 24, 30, 52, ink) + glow(x, y, 75, accent, 0.75);
  const floor = shape(
    [
      [x - 15, y + 28],
      [x + 15, y + 28],
      [x + 90, 360],
      [x - 90, 360],
    ],
    accent,
    { opacity: 0.35 },
  );
  return [...frames, floor, door, person(x, y + 36, 50, '#050306', true)].join('');
};

const redWoods: Scene = ({ random, palette: { far, near, accent } }) => {
  const layer = (count: number, width: number, fill: string, opacity: number) =>
    times(count, () => {
      const [x, lean] = [between(random, -5, 240), between(random, -8, 8)];
      return shape(
        [
          [x, 360],
          [x + lean, -5],
          [x + lean + width * 0.7, -5],
          [x + width, 360],
        ],
        fill,
        { opacity },
      );
    });
  return [
    circle(120, 140, 62, accent, { opacity: 0.95 }),
    glow(120, 140, 130, accent, 0.5),
    ...layer(9, 9, far, 0.7),
    person(120, 262, 64, near, true),
    box(0, 238, 240, 130, near, { opacity: 0.75 }),
    ...layer(6, 18, near, 1),
  ].join('');
};

const hint: Scene = ({ random, palette: { near, accent } }) => {
  const drips = times(13, (index) => {
    const [x, length] = [index * 20 - 4, between(random, 8, 58)];
    return path(`M${x} -90 V${length} a7 7 0 0 0 14 0 V-90 Z`, pick(random, [accent, '#7d0d14']));
  });
  const bats = times(4, () => bat(between(random, 20, 220), between(random, 70, 200), between(random, 14, 24), near));
  return drips.join('') + bats.join('');
};

export const horrorLook: Look = {
  palettes: [
    { sky: ['#12060a', '#6d0f18'], far: '#3a0a12', near: '#0b0406', accent: '#e4242c', ink: '#f3e3d2' },
    { sky: ['#050b0a', '#24463a'], far: '#16302a', near: '#040807', accent: '#b7e04b', ink: '#e9f2d0' },
    { sky: ['#0a0716', '#3c2358'], far: '#21123a', near: '#07040f', accent: '#ff5a2e', ink: '#f1e6ff' },
    { sky: ['#16181b', '#5b6066'], far: '#34383d', near: '#0a0b0d', accent: '#c81e25', ink: '#f4f1ea' },
  ],
  scenes: [houseOnTheHill, eyesInTheDark, endOfTheCorridor, redWoods],
  hint,
};
