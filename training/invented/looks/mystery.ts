import { between, times } from '../chance.js';
import { bust, person, rain } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, ellipse, glow, group, line, path, shape, skyline } from '../shapes.js';

const throughTheKeyhole: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const hole = 'M120 60 a46 46 0 0 1 26 84 L166 258 H74 L94 144 A46 46 0 0 1 120 60 Z';
  const room = box(0, 0, 240, 300, accent) + glow(120, 130, 110, ink, 0.9) + box(0, 226, 240, 80, far);
  return [
    box(0, 0, 240, 360, near, { opacity: 0.9 }),
    ...times(7, (index) => box(index * 38 - 6, 0, 1.4, 360, far, { opacity: 0.5 })),
    path(hole, 'none', { stroke: far, 'stroke-width': 9 }),
    `<clipPath id="keyhole"><path d="${hole}"/></clipPath>`,
    `<g clip-path="url(#keyhole)">${room}${person(between(random, 108, 132), 250, 128, near, true)}</g>`,
  ].join('');
};

const underTheLamp: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const x = between(random, 60, 100);
  return [
    skyline(random, 240, 150, far, accent),
    box(0, 120, 240, 160, ink, { opacity: 0.1 }),
    shape(
      [
        [x + 22, 84],
        [x + 42, 84],
        [x + 130, 268],
        [x - 52, 268],
      ],
      accent,
      { opacity: 0.34 },
    ),
    glow(x + 32, 82, 66, accent, 0.95),
    line(`M${x} 270 V84 Q${x} 66 ${x + 30} 70`, near, 5),
    path(`M${x + 20} 80 L${x + 27} 68 H${x + 38} L${x + 45} 80 Z`, near),
    box(0, 266, 240, 100, near),
    ellipse(x + 42, 268, 70, 7, accent, { opacity: 0.4 }),
    person(between(random, 130, 165), 270, 96, '#06070a', true),
    random.fraction() < 0.5 ? rain(random, 50, ink) : '',
  ].join('');
};

const fingerprint: Scene = ({ random, palette: { accent, ink, near } }) => {
  const lines = times(13, (index) => {
    const r = 8 + index * 7;
    const gap = between(random, 40, 130);
    return group(
      `rotate(${(between(random, -60, 60) + 90).toFixed(0)})`,
      ellipse(0, 0, r * 1.28, r, 'none', {
        stroke: index % 5 === 3 ? accent : ink,
        'stroke-width': 3.6,
        'stroke-dasharray': `${(r * 7 - gap * (r / 90)).toFixed(0)} ${(gap * (r / 90)).toFixed(0)}`,
        'stroke-linecap': 'round',
      }),
    );
  });
  const handle = box(-9, 96, 18, 82, near, { rx: 6 });
  const lens = circle(0, 0, 102, 'none', { stroke: near, 'stroke-width': 9 });
  return (
    glow(116, 140, 130, ink, 0.25) +
    group(`translate(116 140) rotate(${random.below(20) - 10})`, lines.join('')) +
    group('translate(116 140) rotate(-38)', lens + handle)
  );
};

const doorAjar: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const x = between(random, 100, 140);
  return [
    box(0, 0, 240, 360, near, { opacity: 0.75 }),
    box(x - 46, 60, 92, 200, far),
    shape(
      [
        [x - 20, 66],
        [x + 40, 66],
        [x + 40, 260],
        [x - 20, 260],
      ],
      ink,
    ),
    glow(x + 10, 160, 120, accent, 0.8),
    shape(
      [
        [x - 20, 260],
        [x + 40, 260],
        [x + 110, 362],
        [x - 120, 362],
      ],
      accent,
      { opacity: 0.5 },
    ),
    shape(
      [
        [x - 40, 66],
        [x - 4, 78],
        [x - 4, 274],
        [x - 40, 260],
      ],
      near,
    ),
    circle(x - 11, 172, 3.4, accent),
    bust(x + 12, 262, 150, '#08090c'),
  ].join('');
};

const hint: Scene = ({ random, palette: { near, ink, accent } }) => {
  const steps = times(7, (index) => {
    const side = index % 2 === 0 ? -7 : 7;
    const foot = ellipse(0, 0, 4.6, 8, near) + ellipse(0, 11, 3.4, 4, near);
    return group(
      `translate(${(40 + index * 25 + side * 0.4).toFixed(1)} ${(238 - index * 22 + side).toFixed(1)}) rotate(48)`,
      foot,
      { opacity: 0.85 },
    );
  });
  const x = between(random, 150, 200);
  const lens =
    circle(x, 70, 27, ink, { opacity: 0.3 }) + circle(x, 70, 27, 'none', { stroke: near, 'stroke-width': 5 });
  return (
    steps.join('') +
    line(`M${x + 19} 90 L${x + 42} 116`, near, 8) +
    lens +
    circle(x - 8, 62, 5, accent, { opacity: 0.6 })
  );
};

export const mysteryLook: Look = {
  palettes: [
    { sky: ['#16120d', '#7a5c36'], far: '#4a361f', near: '#0f0b07', accent: '#e9b44c', ink: '#f7e9cc' },
    { sky: ['#0a1f25', '#2f6068'], far: '#1c434b', near: '#061216', accent: '#f5a83b', ink: '#e8f1ec' },
    { sky: ['#39424e', '#a9b4bd'], far: '#67727e', near: '#171c22', accent: '#f2d264', ink: '#f5f6f2' },
    { sky: ['#1a1030', '#5c4a7d'], far: '#382a57', near: '#0d0819', accent: '#e6c35c', ink: '#f0eaf8' },
  ],
  scenes: [throughTheKeyhole, underTheLamp, fingerprint, doorAjar],
  hint,
};
