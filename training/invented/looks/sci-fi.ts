import { between, times } from '../chance.js';
import { person } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, ellipse, glow, group, line, path, ridge, shape, stars } from '../shapes.js';

const ringedPlanet: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const [x, y, r] = [between(random, 80, 160), between(random, 115, 150), between(random, 48, 66)];
  const bands = times(6, (index) =>
    ellipse(0, -r + (index + 0.6) * (r / 3), r, r * 0.07, index % 2 === 0 ? near : ink, { opacity: 0.22 }),
  );
  const clip = `<clipPath id="planet"><circle r="${r.toFixed(1)}"/></clipPath>`;
  const ring = (half: string) =>
    group(
      'rotate(-18)',
      path(`M${-r * 1.75} 0 A${r * 1.75} ${r * 0.42} 0 0 ${half} ${r * 1.75} 0`, 'none', {
        stroke: accent,
        'stroke-width': 7,
        opacity: 0.9,
      }),
    );
  const planet = [
    ring('1'),
    circle(0, 0, r, far),
    clip + `<g clip-path="url(#planet)">${bands.join('')}${circle(r * 0.5, r * 0.35, r, near, { opacity: 0.55 })}</g>`,
    ring('0'),
  ];
  return [
    stars(random, 90, 280, ink),
    glow(x, y, r * 2, far, 0.6),
    group(`translate(${x.toFixed(1)} ${y.toFixed(1)})`, planet.join('')),
    ridge(random, 268, 16, 9, near),
    person(between(random, 60, 180), 272, 30, near),
  ].join('');
};

const neonGrid: Scene = ({ random, palette: { near, accent, ink } }) => {
  const horizon = 210;
  const rows = times(11, (index) => box(0, horizon + 3 * 1.38 ** index, 240, 1.3, accent, { opacity: 0.85 }));
  const columns = times(23, (index) => {
    const x = (index - 11) * 12;
    return line(`M${120 + x} ${horizon} L${120 + x * 7} 360`, accent, 1, { opacity: 0.7 });
  });
  const slits = times(6, (index) => box(40, 150 + index * 11, 160, 2 + index * 1.1, near));
  return [
    stars(random, 60, 190, ink),
    glow(120, 165, 125, accent, 0.6),
    circle(120, 160, 66, ink),
    circle(120, 160, 66, accent, { opacity: 0.55 }),
    ...slits,
    ridge(random, 206, 14, 14, near, { opacity: 0.9 }),
    box(0, horizon, 240, 160, near),
    ...rows,
    ...columns,
  ].join('');
};

const rocketLaunch: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const rocket = [
    path('M0 -62 C15 -44 16 -16 13 12 H-13 C-16 -16 -15 -44 0 -62 Z', ink),
    path('M0 -62 C15 -44 16 -16 13 12 H2 C6 -20 6 -44 0 -62 Z', far, { opacity: 0.5 }),
    circle(0, -22, 5.5, near) + circle(0, -22, 3.4, accent),
    shape(
      [
        [-13, -4],
        [-25, 20],
        [-12, 13],
      ],
      accent,
    ),
    shape(
      [
        [13, -4],
        [25, 20],
        [12, 13],
      ],
      accent,
    ),
    path('M-9 13 H9 C9 34 4 46 0 62 C-4 46 -9 34 -9 13 Z', accent),
    path('M-5 13 H5 C5 26 2 34 0 44 C-2 34 -5 26 -5 13 Z', '#fff4c2'),
  ];
  const trail = path('M-7 40 C-12 120 -60 160 -52 260 H60 C58 170 12 120 7 40 Z', ink, { opacity: 0.28 });
  return [
    stars(random, 70, 300, ink),
    circle(between(random, 40, 190), 70, 22, far) + circle(between(random, 40, 190), 66, 8, accent),
    group(
      `translate(${between(random, 100, 140).toFixed(1)} 118) rotate(${between(random, -4, 18).toFixed(1)})`,
      trail + rocket.join(''),
    ),
    ...times(12, () => circle(between(random, -10, 250), between(random, 280, 330), between(random, 22, 40), far)),
  ].join('');
};

const visitors: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const x = between(random, 90, 150);
  const saucer = [
    path('M-20 -6 C-18 -32 18 -32 20 -6 Z', ink, { opacity: 0.75 }),
    ellipse(0, 0, 58, 14, near),
    ellipse(0, -3, 58, 12, far),
    ...times(7, (index) => circle(-42 + index * 14, 2 + 5 * Math.cos((index - 3) / 2.4), 2.8, accent)),
  ];
  return [
    stars(random, 80, 220, ink),
    shape(
      [
        [x - 22, 98],
        [x + 22, 98],
        [x + 78, 262],
        [x - 78, 262],
      ],
      accent,
      { opacity: 0.35 },
    ),
    shape(
      [
        [x - 12, 98],
        [x + 12, 98],
        [x + 42, 262],
        [x - 42, 262],
      ],
      ink,
      { opacity: 0.3 },
    ),
    group(`translate(${x.toFixed(1)} 92)`, saucer.join('')),
    ridge(random, 250, 7, 8, near),
    person(x, 254, 42, '#07090f'),
  ].join('');
};

const hint: Scene = ({ random, palette: { accent, ink } }) => {
  const [x, y] = [between(random, 40, 200), between(random, 30, 80)];
  const orbits = [34, 52, 70].map((r) =>
    circle(x, y, r, 'none', { stroke: accent, 'stroke-width': 1.4, opacity: 0.75 }),
  );
  return stars(random, 50, 240, ink) + orbits.join('') + circle(x, y, 13, ink) + circle(x + 36, y + 37, 6, accent);
};

export const sciFiLook: Look = {
  palettes: [
    { sky: ['#050a1f', '#16408a'], far: '#2e74c9', near: '#050817', accent: '#35e6ff', ink: '#e8f6ff' },
    { sky: ['#12042e', '#8a1c7c'], far: '#5b2bb0', near: '#0d0322', accent: '#ff3fa4', ink: '#ffe9a8' },
    { sky: ['#041c22', '#0f6a6b'], far: '#1a8c86', near: '#03151a', accent: '#ff9b3d', ink: '#e4fff4' },
    { sky: ['#1d2330', '#8794a8'], far: '#566377', near: '#11151d', accent: '#7df0c8', ink: '#f2f6fa' },
  ],
  scenes: [ringedPlanet, neonGrid, rocketLaunch, visitors],
  hint,
};
