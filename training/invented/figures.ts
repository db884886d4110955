import type { Random } from '../random.js';
import { between, happens, times } from './chance.js';
import { box, circle, element, ellipse, group, line, path, shape } from './shapes.js';

/** Somebody standing, seen from behind: feet at (x, y). */
export function person(x: number, y: number, height: number, fill: string, coat = false): string {
  const body = coat
    ? path('M-11 -66 Q0 -74 11 -66 L15 -18 H-15 Z', fill)
    : path('M-10 -66 Q0 -73 10 -66 L8 -34 H-8 Z', fill) +
      box(-14, -66, 5, 32, fill, { rx: 2.5 }) +
      box(9, -66, 5, 32, fill, { rx: 2.5 });
  const legs = box(-8, -38, 6.5, 38, fill, { rx: 2 }) + box(1.5, -38, 6.5, 38, fill, { rx: 2 });
  return placed(x, y, height / 92, legs + body + circle(0, -80, 9, fill));
}

/** Somebody running to the right, or to the left for a negative height's sake of `mirrored`. */
export function runner(x: number, y: number, height: number, fill: string, mirrored = false): string {
  const limbs = [
    line('M-2 -40 L12 -24 L4 -4', fill, 7),
    line('M-2 -40 L-14 -22 L-30 -20', fill, 7),
    line('M6 -64 L20 -50 L30 -58', fill, 5.5),
    line('M4 -64 L-12 -56 L-16 -42', fill, 5.5),
    line('M5 -64 L-1 -40', fill, 12),
  ];
  const content = limbs.join('') + circle(10, -80, 8.5, fill);
  return group(
    `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${mirrored ? '-' : ''}${(height / 90).toFixed(3)} ${(height / 90).toFixed(3)})`,
    content,
  );
}

/** Head and shoulders that fill the lower part of a picture. */
export function bust(x: number, y: number, height: number, fill: string): string {
  const shoulders = path('M-62 0 C-60 -34 -34 -38 -16 -46 L-14 -62 H14 L16 -46 C34 -38 60 -34 62 0 Z', fill);
  return placed(x, y, height / 130, shoulders + ellipse(0, -88, 28, 36, fill));
}

export function bareTree(random: Random, x: number, y: number, height: number, fill: string): string {
  const branches: string[] = [];
  const grow = (fromX: number, fromY: number, angle: number, length: number, width: number): void => {
    const [toX, toY] = [fromX + Math.cos(angle) * length, fromY + Math.sin(angle) * length];
    branches.push(line(`M${fromX.toFixed(1)} ${fromY.toFixed(1)} L${toX.toFixed(1)} ${toY.toFixed(1)}`, fill, width));
    if (length < height * 0.08) return;
    for (const turn of [between(random, -0.9, -0.3), between(random, 0.3, 0.9)]) {
      grow(toX, toY, angle + turn, length * between(random, 0.6, 0.76), width * 0.66);
    }
  };
  grow(x, y, -Math.PI / 2 + between(random, -0.12, 0.12), height * 0.32, height * 0.055);
  return branches.join('');
}

export function fir(x: number, y: number, height: number, fill: string): string {
  const tiers = times(3, (tier) => {
    const [top, half] = [-height + tier * height * 0.24, height * (0.15 + tier * 0.07)];
    return shape(
      [
        [0, top],
        [half, top + height * 0.42],
        [-half, top + height * 0.42],
      ],
      fill,
    );
  });
  return placed(x, y, 1, tiers.join('') + box(-height * 0.03, -height * 0.2, height * 0.06, height * 0.2, fill));
}

export function bird(x: number, y: number, span: number, stroke: string): string {
  return placed(x, y, span / 20, line('M-10 -3 Q-5 -8 0 0 Q5 -8 10 -3', stroke, 1.8));
}

export function bat(x: number, y: number, span: number, fill: string): string {
  const wings =
    'M0 -2 L2 -5 L3 -1 Q10 -9 20 -6 Q14 -2 14 3 Q9 0 7 5 Q3 2 0 7 Q-3 2 -7 5 Q-9 0 -14 3 Q-14 -2 -20 -6 Q-10 -9 -3 -1 L-2 -5 Z';
  return placed(x, y, span / 40, path(wings, fill));
}

export function heart(x: number, y: number, size: number, fill: string, opacity = 1): string {
  const d = 'M0 9 C-14 -1 -10 -12 -4 -11 C-1 -10.5 0 -8 0 -6.5 C0 -8 1 -10.5 4 -11 C10 -12 14 -1 0 9 Z';
  return placed(x, y, size / 20, path(d, fill, { opacity }));
}

export function cloud(random: Random, x: number, y: number, width: number, fill: string, opacity: number): string {
  const puffs = times(5, (index) =>
    ellipse((index - 2) * 9, between(random, -4, 1), between(random, 9, 14), between(random, 6, 10), fill),
  );
  return group(
    `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(width / 50).toFixed(3)})`,
    puffs.join('') + box(-22, 0, 44, 8, fill, { rx: 4 }),
    { opacity },
  );
}

export function car(x: number, y: number, width: number, fill: string, glass: string): string {
  const body = path('M-48 0 Q-50 -14 -38 -16 L-26 -17 Q-16 -32 2 -32 H14 Q26 -32 34 -17 L44 -15 Q51 -12 49 0 Z', fill);
  const panes = path('M-19 -17 Q-12 -28 0 -28 V-17 Z M4 -28 H13 Q22 -28 28 -17 H4 Z', glass);
  const wheels = [-28, 29].map((at) => circle(at, 0, 9, '#15151a') + circle(at, 0, 4, glass)).join('');
  return placed(x, y, width / 100, body + panes + wheels);
}

export function balloon(x: number, y: number, size: number, fill: string, stripe: string): string {
  const envelope = path('M0 -60 C34 -60 38 -22 9 4 H-9 C-38 -22 -34 -60 0 -60 Z', fill);
  const stripes = path('M0 -60 C12 -60 14 -22 4 4 H-4 C-14 -22 -12 -60 0 -60 Z', stripe, { opacity: 0.75 });
  const basket = line('M-8 5 L-5 17 M8 5 L5 17', fill, 1) + box(-6, 17, 12, 9, stripe, { rx: 1.5 });
  return placed(x, y, size / 86, envelope + stripes + basket);
}

export function umbrella(x: number, y: number, width: number, fill: string, handle: string): string {
  const top = path(
    'M-40 0 C-36 -44 36 -44 40 0 Q33 -8 26.6 0 Q20 -8 13.3 0 Q6 -8 0 0 Q-6 -8 -13.3 0 Q-20 -8 -26.6 0 Q-33 -8 -40 0 Z',
    fill,
  );
  return placed(x, y, width / 80, line('M0 -34 V34', handle, 2.4) + top);
}

/** Leaning drops across the whole picture. */
export function rain(random: Random, count: number, stroke: string): string {
  return times(count, () => {
    const [x, y, length] = [between(random, -20, 250), between(random, -10, 340), between(random, 8, 22)];
    return line(`M${x} ${y} l${-length * 0.25} ${length}`, stroke, 0.9, { opacity: happens(random, 0.5) ? 0.5 : 0.25 });
  }).join('');
}

function placed(x: number, y: number, scale: number, content: string): string {
  return element('g', { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})` }, content);
}
