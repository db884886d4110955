import { between, pick, times } from '../chance.js';
import { balloon, car, cloud, person, umbrella } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { box, circle, ellipse, group, hills, line, path, rays, shape } from '../shapes.js';

const faceWithMoustache: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const moustache =
    'M0 34 C10 24 26 26 36 36 C44 42 52 38 54 32 C56 50 30 58 14 48 C8 46 4 42 0 40 C-4 42 -8 46 -14 48 C-30 58 -56 50 -54 32 C-52 38 -44 42 -36 36 C-26 26 -10 24 0 34 Z';
  const glasses = [-1, 1].map((side) => circle(side * 27, -6, 21, ink, { stroke: near, 'stroke-width': 6 }));
  const pupils = [-27, 27].map((x) => circle(x + between(random, -7, 7), between(random, -12, 2), 6.5, near));
  const parts = [
    circle(0, 10, 78, accent),
    ...glasses,
    line('M-7 -8 Q0 -14 7 -8', near, 5),
    ...pupils,
    line('M-50 -34 Q-30 -48 -10 -38', near, 6),
    line('M50 -38 Q30 -50 10 -36', near, 6),
    ellipse(0, 18, 13, 11, far),
    path(moustache, near),
  ];
  return (
    rays(120, 150, 14, ink, 0.35) +
    group(`translate(120 145) rotate(${between(random, -9, 9).toFixed(1)})`, parts.join(''))
  );
};

const tiles: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const colors = [far, accent, ink, near];
  const tile = (x: number, y: number) => {
    const [ground, mark] = [pick(random, colors), pick(random, colors)];
    const marks = [
      () => circle(24, 24, 15, mark),
      () => path('M0 48 A48 48 0 0 1 48 0 V48 Z', mark),
      () => times(4, (index) => box(index * 12, 0, 6, 48, mark)).join(''),
      () =>
        shape(
          [
            [0, 0],
            [48, 0],
            [0, 48],
          ],
          mark,
        ),
      () => line('M4 34 l10 -16 l10 16 l10 -16 l10 16', mark, 5),
      () => times(9, (index) => circle(8 + (index % 3) * 16, 8 + Math.floor(index / 3) * 16, 4, mark)).join(''),
    ];
    return group(`translate(${x} ${y})`, box(0, 0, 48.3, 48.3, ground) + pick(random, marks)());
  };
  return times(25, (index) => tile((index % 5) * 48, Math.floor(index / 5) * 48)).join('');
};

const overloadedCar: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const luggage = times(9, (index) => {
    const [width, height] = [between(random, 22, 40), between(random, 12, 20)];
    const x = 112 - width / 2 + between(random, -14, 14);
    return box(x, 176 - index * 14, width, height, pick(random, [far, near, ink, accent]), {
      rx: 3,
      stroke: near,
      'stroke-width': 1.2,
    });
  });
  return [
    rays(120, 230, 18, ink, 0.28),
    cloud(random, 50, 70, 60, ink, 0.9),
    cloud(random, 195, 110, 50, ink, 0.9),
    hills(random, 232, 10, far),
    box(0, 240, 240, 130, near),
    ...times(6, (index) => box(index * 48 + 6, 256, 24, 4, ink)),
    ...luggage,
    car(118, 238, 142, accent, ink),
  ].join('');
};

const party: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const confetti = times(80, () => {
    const piece = box(-3, -1.5, 6, 3, pick(random, [far, accent, ink, near]));
    return group(`translate(${random.below(240)} ${random.below(270)}) rotate(${random.below(180)})`, piece);
  });
  const guests = times(5, (index) => {
    const x = 36 + index * 42 + between(random, -6, 6);
    const height = between(random, 84, 116);
    const hat = shape(
      [
        [x - 8, 274 - height * 0.95],
        [x + 8, 274 - height * 0.95],
        [x, 274 - height * 1.22],
      ],
      pick(random, [accent, far, ink]),
    );
    return person(x, 276, height, near, index % 2 === 0) + hat;
  });
  const balloons = times(5, () =>
    balloon(
      between(random, 20, 220),
      between(random, 70, 130),
      between(random, 40, 62),
      pick(random, [accent, far]),
      ink,
    ),
  );
  return balloons.join('') + confetti.join('') + guests.join('') + box(0, 270, 240, 100, near);
};

const hint: Scene = ({ random, palette: { accent, ink, far, near } }) =>
  times(34, () =>
    circle(random.below(240), random.below(230), between(random, 2, 7), pick(random, [accent, ink, far]), {
      opacity: 0.9,
    }),
  ).join('') + umbrella(between(random, 50, 190), between(random, 70, 110), 54, accent, near);

export const comedyLook: Look = {
  palettes: [
    { sky: ['#ffd93b', '#ffb52e'], far: '#f26b38', near: '#2b1b3d', accent: '#f4364c', ink: '#fffbe6' },
    { sky: ['#8fe3e8', '#48bfd1'], far: '#ff8fb1', near: '#173a52', accent: '#ffd23f', ink: '#ffffff' },
    { sky: ['#ffb3c7', '#ff7d9c'], far: '#6bd0c1', near: '#4a1942', accent: '#ffe14d', ink: '#fff8f2' },
    { sky: ['#c9f0a1', '#7fce6b'], far: '#ffb03b', near: '#1f4034', accent: '#ef4f4f', ink: '#fdfff2' },
  ],
  scenes: [faceWithMoustache, tiles, overloadedCar, party],
  hint,
};
