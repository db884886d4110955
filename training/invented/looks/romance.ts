import { between, times } from '../chance.js';
import { bird, cloud, heart, person, rain, umbrella } from '../figures.js';
import type { Look, Scene } from '../genre.js';
import { circle, ellipse, glow, group, hills, sea, shape, skyline } from '../shapes.js';

const couple = (x: number, y: number, height: number, fill: string) =>
  person(x - height * 0.12, y, height, fill, true) + person(x + height * 0.13, y, height * 0.93, fill);

const sunsetByTheSea: Scene = ({ random, palette: { far, near, accent, ink } }) => {
  const x = between(random, 90, 150);
  return [
    glow(x, 190, 150, ink, 0.7),
    circle(x, 190, 50, accent),
    sea(random, 200, far, ink, x),
    ...times(3, () => bird(between(random, 20, 220), between(random, 60, 130), between(random, 10, 16), near)),
    hills(random, 268, 4, near),
    couple(x, 274, 86, near),
  ].join('');
};

const inTheRain: Scene = ({ random, palette: { far, near, accent, ink } }) =>
  [
    glow(120, 130, 120, ink, 0.55),
    skyline(random, 250, 120, far, ink),
    rain(random, 70, ink),
    ellipse(120, 268, 70, 8, near, { opacity: 0.35 }),
    couple(120, 266, 108, near),
    umbrella(121, 178, between(random, 96, 112), accent, near),
  ].join('');

const heartOfPetals: Scene = ({ random, palette: { accent, ink, far } }) => {
  const petals = times(150, (index) => {
    const turn = (index / 150) * Math.PI * 2;
    const size = Math.sqrt(between(random, 0.15, 1));
    const x = 120 + 5.4 * size * 16 * Math.sin(turn) ** 3;
    const y = 150 - 5.2 * size * (13 * Math.cos(turn) - 5 * Math.cos(2 * turn) - 2 * Math.cos(3 * turn));
    const petal = ellipse(
      0,
      0,
      between(random, 4, 8),
      between(random, 2.5, 4),
      [accent, far, ink][index % 3] ?? accent,
    );
    return group(`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${random.below(180)})`, petal, { opacity: 0.9 });
  });
  const falling = times(22, () => {
    const petal = ellipse(0, 0, 5, 2.6, accent, { opacity: 0.65 });
    return group(`translate(${random.below(240)} ${random.below(340)}) rotate(${random.below(180)})`, petal);
  });
  return glow(120, 150, 150, ink, 0.4) + falling.join('') + petals.join('');
};

const twoOnTheRoof: Scene = ({ random, palette: { far, near, accent, ink } }) =>
  [
    circle(between(random, 60, 180), 120, 46, ink, { opacity: 0.92 }),
    cloud(random, 60, 150, 90, ink, 0.35),
    cloud(random, 190, 100, 70, ink, 0.3),
    skyline(random, 270, 90, far, accent),
    shape(
      [
        [-5, 300],
        [120, 236],
        [245, 300],
        [245, 365],
        [-5, 365],
      ],
      near,
    ),
    couple(120, 244, 62, near),
    ...times(5, (index) => heart(128 + index * 7, 168 - index * 22, 9 + index * 3, accent, 0.9 - index * 0.12)),
  ].join('');

const hint: Scene = ({ random, palette: { accent } }) =>
  times(9, () =>
    heart(
      between(random, 15, 225),
      between(random, 25, 210),
      between(random, 10, 30),
      accent,
      between(random, 0.55, 0.95),
    ),
  ).join('');

export const romanceLook: Look = {
  palettes: [
    { sky: ['#ffd9c7', '#f48ca0'], far: '#d9607f', near: '#5b1535', accent: '#e8315c', ink: '#fff5ec' },
    { sky: ['#5a2a6b', '#ff9d76'], far: '#b4527f', near: '#2b1038', accent: '#ffd06b', ink: '#fff0df' },
    { sky: ['#f8ead9', '#e9b9a6'], far: '#c98474', near: '#47121c', accent: '#e0455f', ink: '#fffaf2' },
    { sky: ['#243b6b', '#e59fb5'], far: '#7a6ca8', near: '#1a1f45', accent: '#ff7f9b', ink: '#fff2f4' },
  ],
  scenes: [sunsetByTheSea, inTheRain, heartOfPetals, twoOnTheRoof],
  hint,
};
