import { between, times } from '../chance.js';
import { car, person, runner } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, glow, group, line, rays, shape, skyline } from '../shapes.js';

const burst = (x: number, y: number, points: number, outer: number, inner: number, fill: string, turn = 0) =>
  shape(
    times(points * 2, (index): [number, number] => {
      const reach = (index % 2 === 0 ? outer : inner) * (1 + 0.18 * Math.sin(index * 7.3 + turn));
      const angle = (index / (points * 2)) * Math.PI * 2 + turn;
      return [x + Math.cos(angle) * reach, y + Math.sin(angle) * reach];
    }),
    fill,
  );

const fromTheExplosion: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const [x, y, turn] = [between(random, 95, 145), 150, between(random, 0, 6)];
  return [
    rays(x, y, 22, ink, 0.14),
    glow(x, y, 170, accent, 0.8),
    burst(x, y, 15, 105, 62, far, turn),
    burst(x, y, 13, 80, 46, accent, turn + 1),
    burst(x, y, 11, 52, 28, ink, turn + 2),
    ...times(26, () => {
      const [left, top] = [x + between(random, -115, 115), y + between(random, -130, 90)];
      return shape(
        [
          [left, top],
          [left + 7, top + 3],
          [left + 2, top + 8],
        ],
        near,
      );
    }),
    box(0, 262, 240, 100, near),
    runner(between(random, 90, 140), 268, 104, near, random.fraction() < 0.5),
  ].join('');
};

const overTheCity: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const helicopter = [
    shape(
      [
        [-20, -6],
        [14, -8],
        [22, 0],
        [16, 9],
        [-12, 9],
      ],
      near,
    ),
    box(-64, -5, 50, 4.5, near),
    shape(
      [
        [-66, -18],
        [-58, -18],
        [-56, 2],
        [-62, 2],
      ],
      near,
    ),
    box(-46, -17, 100, 2.4, near),
    box(1, -17, 3, 10, near),
    line('M-14 17 H20 M-6 9 V17 M10 9 V17', near, 2.4),
    shape(
      [
        [6, -5],
        [16, -5],
        [19, 1],
        [6, 1],
      ],
      accent,
    ),
  ];
  return [
    glow(120, 210, 160, accent, 0.75),
    circle(between(random, 70, 170), 150, 48, ink, { opacity: 0.85 }),
    group(
      `translate(${between(random, 90, 160).toFixed(1)} ${between(random, 70, 120).toFixed(1)}) rotate(8)`,
      helicopter.join(''),
    ),
    skyline(random, 240, 110, far, accent),
    skyline(random, 300, 90, near, accent),
  ].join('');
};

const chase: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const stripes = times(9, (index) =>
    shape(
      [
        [index * 58 - 160, 0],
        [index * 58 - 132, 0],
        [index * 58 - 270, 360],
        [index * 58 - 320, 360],
      ],
      index % 2 === 0 ? accent : far,
      { opacity: 0.55 },
    ),
  );
  const speed = times(18, () =>
    box(between(random, -20, 120), between(random, 120, 250), between(random, 40, 120), 1.6, ink, { opacity: 0.7 }),
  );
  return [
    ...stripes,
    shape(
      [
        [-10, 250],
        [250, 222],
        [250, 370],
        [-10, 370],
      ],
      near,
    ),
    group('rotate(-6 120 220)', [...speed, car(150, 242, 150, near, accent), car(58, 236, 84, far, ink)].join('')),
    glow(222, 208, 60, ink, 0.8),
  ].join('');
};

const inTheSights: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const [x, y] = [between(random, 110, 130), 150];
  return [
    rays(x, y, 30, near, 0.16),
    circle(x, y, 92, far, { opacity: 0.85 }),
    circle(x, y, 74, ink),
    person(x, y + 66, 124, near, random.fraction() < 0.5),
    circle(x, y, 92, 'none', { stroke: near, 'stroke-width': 7 }),
    circle(x, y, 60, 'none', { stroke: accent, 'stroke-width': 2.5 }),
    line(
      `M${x - 112} ${y} H${x - 46} M${x + 46} ${y} H${x + 112} M${x} ${y - 112} V${y - 46} M${x} ${y + 46} V${y + 112}`,
      accent,
      3,
    ),
  ].join('');
};

const hint: Scene = ({ random, palette: { accent, ink } }) => {
  const slashes = times(4, () => {
    const [x, y, length] = [between(random, 10, 200), between(random, 20, 200), between(random, 60, 130)];
    return shape(
      [
        [x, y],
        [x + length, y - length * 0.5],
        [x + 6, y + 8],
      ],
      accent,
      { opacity: 0.85 },
    );
  });
  return (
    slashes.join('') +
    times(30, () => circle(random.below(240), random.below(260), between(random, 0.8, 2.4), ink)).join('')
  );
};

export const actionLook: Look = {
  palettes: [
    { sky: ['#1b1410', '#e8641b'], far: '#8c3310', near: '#120c0a', accent: '#ffb01f', ink: '#fff3d6' },
    { sky: ['#2b3038', '#c2202b'], far: '#7a141c', near: '#101216', accent: '#ff5a36', ink: '#f6f3ee' },
    { sky: ['#f4c20d', '#f08a00'], far: '#b4500a', near: '#14110c', accent: '#d7261e', ink: '#fffbe8' },
    { sky: ['#0d1b2a', '#2f6690'], far: '#1f4260', near: '#070d14', accent: '#ff8c1a', ink: '#eaf4fb' },
  ],
  scenes: [fromTheExplosion, overTheCity, chase, inTheSights],
  hint,
};
