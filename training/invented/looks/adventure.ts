import { between, times } from '../chance.js';
import { balloon, bird, cloud, fir, person } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, element, ellipse, glow, group, hills, line, path, rays, ridge, sea, shape } from '../shapes.js';

const towardThePeak: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const top = between(random, 85, 155);
  return [
    rays(top, 84, 24, ink, 0.2),
    circle(top, 84, 30, accent),
    shape(
      [
        [top - 92, 250],
        [top - 6, 86],
        [top + 100, 250],
      ],
      far,
    ),
    shape(
      [
        [top - 24, 120],
        [top - 6, 86],
        [top + 16, 120],
        [top + 4, 113],
        [top - 6, 124],
        [top - 14, 114],
      ],
      ink,
    ),
    ridge(random, 222, 18, 8, far, { opacity: 0.7 }),
    hills(random, 256, 8, near),
    ...times(3, (index) => person(70 + index * 22, 256, 30 - index * 3, near, index === 0)),
    ...times(7, () => fir(between(random, 0, 240), between(random, 270, 290), between(random, 30, 62), near)),
  ].join('');
};

const shipAtSea: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const sail = (x: number, y: number, size: number) =>
    path(
      `M${x} ${y} q${size * 0.75} ${size * 0.5} 0 ${size} l${-size * 0.62} 0 q${size * 0.45} ${-size * 0.5} ${size * 0.0} ${-size} Z`,
      ink,
    );
  const ship = [
    path('M-58 0 H62 L44 27 H-42 Z', near),
    line('M-22 0 V-86 M18 0 V-98 M58 -2 L86 -18', near, 3),
    sail(-12, -82, 34) + sail(-8, -44, 40) + sail(30, -94, 38) + sail(34, -52, 46),
    shape(
      [
        [18, -98],
        [38, -106],
        [18, -112],
      ],
      accent,
    ),
  ];
  return [
    circle(between(random, 50, 190), 110, 42, accent),
    cloud(random, 60, 80, 80, ink, 0.6),
    cloud(random, 190, 130, 70, ink, 0.5),
    sea(random, 222, far, ink, 120),
    group(
      `translate(${between(random, 100, 130).toFixed(1)} 214) rotate(${between(random, -5, 5).toFixed(1)})`,
      ship.join(''),
    ),
    ...times(3, (layer) =>
      path(
        `M-20 ${246 + layer * 18} ${times(9, () => 'q15 -13 30 0').join(' ')} V370 H-20 Z`,
        layer % 2 === 0 ? near : far,
        { opacity: 0.55 },
      ),
    ),
    ...times(4, () => bird(between(random, 20, 220), between(random, 50, 120), 14, near)),
  ].join('');
};

const balloonsOverTheCanyon: Scene = ({ random, palette: { far, near, accent, ink } }) =>
  [
    glow(120, 170, 150, ink, 0.6),
    cloud(random, 40, 170, 90, ink, 0.6),
    cloud(random, 200, 60, 80, ink, 0.6),
    balloon(between(random, 70, 100), 130, 118, accent, ink),
    balloon(between(random, 150, 200), 110, 58, far, ink),
    balloon(between(random, 130, 210), 190, 36, near, accent),
    shape(
      [
        [-5, 190],
        [34, 186],
        [52, 234],
        [70, 240],
        [80, 300],
        [-5, 300],
      ],
      far,
    ),
    shape(
      [
        [245, 170],
        [214, 176],
        [196, 226],
        [170, 238],
        [160, 300],
        [245, 300],
      ],
      far,
    ),
    hills(random, 268, 10, near),
  ].join('');

const lostIsland: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const palm = (x: number, y: number, height: number, lean: number) => {
    const crown: [number, number] = [x + lean, y - height];
    const leaves = times(7, (index) => {
      const angle = Math.PI + (index / 6) * Math.PI;
      const [dx, dy] = [Math.cos(angle) * height * 0.42, Math.sin(angle) * height * 0.22];
      return path(
        `M${crown[0]} ${crown[1]} q${dx * 0.6} ${dy - 8} ${dx} ${dy + 14} q${-dx * 0.6} ${-8} ${-dx} ${-dy - 14} Z`,
        near,
      );
    });
    return (
      line(`M${x} ${y} Q${x + lean * 0.2} ${y - height * 0.6} ${crown[0]} ${crown[1]}`, near, 4.5) + leaves.join('')
    );
  };
  return [
    circle(120, 140, 58, accent) + glow(120, 140, 120, ink, 0.5),
    shape(
      [
        [84, 214],
        [116, 118],
        [134, 122],
        [170, 214],
      ],
      far,
    ),
    sea(random, 212, far, ink, 120),
    ellipse(120, 232, 96, 14, near),
    palm(66, 230, between(random, 80, 110), -14),
    palm(174, 230, between(random, 70, 100), 16),
    box(112, 218, 18, 12, accent, { rx: 2 }) + box(112, 222, 18, 2, near),
  ].join('');
};

const hint: Scene = ({ random, palette: { accent, ink, near } }) => {
  const [x, y] = [between(random, 50, 190), between(random, 55, 90)];
  const needle =
    shape(
      [
        [0, -32],
        [7, 0],
        [0, 32],
        [-7, 0],
      ],
      accent,
    ) +
    shape(
      [
        [0, 0],
        [7, 0],
        [0, 32],
        [-7, 0],
      ],
      ink,
    );
  const marks = times(16, (index) =>
    element('g', { transform: `rotate(${index * 22.5})` }, box(-0.8, -44, 1.6, index % 4 === 0 ? 9 : 5, ink)),
  );
  const dial =
    circle(0, 0, 47, near, { opacity: 0.35 }) + circle(0, 0, 46, 'none', { stroke: ink, 'stroke-width': 2.4 });
  return group(
    `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${random.below(90) - 45})`,
    dial + marks.join('') + needle,
  );
};

export const adventureLook: Look = {
  palettes: [
    { sky: ['#58c4c9', '#f7e3ab'], far: '#d99a4e', near: '#5a2f16', accent: '#f2662b', ink: '#fffaea' },
    { sky: ['#1f5f5b', '#d9c36a'], far: '#3f8a55', near: '#14302a', accent: '#f5b82e', ink: '#fff7dc' },
    { sky: ['#2b7fc4', '#bfe6f2'], far: '#2f9c95', near: '#123a5c', accent: '#ffcf3f', ink: '#ffffff' },
    { sky: ['#7a2f2a', '#f3a64c'], far: '#b4562d', near: '#35130f', accent: '#ffdf7a', ink: '#fff3df' },
  ],
  scenes: [towardThePeak, shipAtSea, balloonsOverTheCanyon, lostIsland],
  hint,
};
