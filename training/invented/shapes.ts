import type { Random } from '../random.js';
import { between, times } from './chance.js';

/** The picture that every scene is drawn in. */
export const WIDTH = 240;
export const HEIGHT = 360;

type Attributes = Readonly<Record<string, string | number>>;

const number = (value: number) => Number(value.toFixed(1));

export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => {
    return `${key}="${typeof value === 'number' && key !== 'opacity' ? number(value) : value}"`;
  });
  return `<${name} ${written.join(' ')}>${content}</${name}>`;
}

export function circle(cx: number, cy: number, r: number, fill: string, more: Attributes = {}): string {
  return element('circle', { cx, cy, r, fill, ...more });
}

export function ellipse(cx: number, cy: number, rx: number, ry: number, fill: string, more: Attributes = {}): string {
  return element('ellipse', { cx, cy, rx, ry, fill, ...more });
}

export function box(x: number, y: number, width: number, height: number, fill: string, more: Attributes = {}): string {
  return element('rect', { x, y, width, height, fill, ...more });
}

export function shape(points: readonly (readonly [number, number])[], fill: string, more: Attributes = {}): string {
  const list = points.map(([x, y]) => `${number(x)},${number(y)}`).join(' ');
  return element('polygon', { points: list, fill, ...more });
}

export function path(d: string, fill: string, more: Attributes = {}): string {
  return element('path', { d: d.replace(/\d+\.\d{2,}/g, (digits) => String(number(Number(digits)))), fill, ...more });
}

export function line(d: string, stroke: string, width: number, more: Attributes = {}): string {
  return path(d, 'none', { stroke, 'stroke-width': width, 'stroke-linecap': 'round', ...more });
}

export function group(transform: string, content: string, more: Attributes = {}): string {
  return element('g', { transform, ...more }, content);
}

/** A radial glow that fades to nothing. */
export function glow(cx: number, cy: number, r: number, color: string, opacity = 0.8): string {
  const id = `glow-${number(cx)}-${number(cy)}-${number(r)}-${color.replace(/\W/g, '')}`;
  const stops = [0, 0.35, 1].map((offset, index) =>
    element('stop', { offset, 'stop-color': color, 'stop-opacity': [opacity, opacity * 0.45, 0][index] ?? 0 }),
  );
  return element('radialGradient', { id }, stops.join('')) + circle(cx, cy, r, `url(#${id})`);
}

/** Land from edge to edge whose upper line wanders around `y`. */
export function ridge(
  random: Random,
  y: number,
  height: number,
  steps: number,
  fill: string,
  more: Attributes = {},
): string {
  const points = times(steps + 1, (index): [number, number] => [
    (index / steps) * (WIDTH + 40) - 20,
    y + between(random, -height, height),
  ]);
  return shape([...points, [WIDTH + 20, HEIGHT + 10], [-20, HEIGHT + 10]], fill, more);
}

/** Rolling hills: like a ridge, but round. */
export function hills(random: Random, y: number, height: number, fill: string, more: Attributes = {}): string {
  const [a, b, c] = times(3, () => y + between(random, -height, height)) as [number, number, number];
  const d = `M-10 ${a} C60 ${a - height} 90 ${b + height} 130 ${b} S210 ${c - height} 250 ${c} V370 H-10 Z`;
  return path(d, fill, more);
}

export function stars(random: Random, count: number, lowest: number, fill: string): string {
  return times(count, () =>
    circle(between(random, 0, WIDTH), between(random, 0, lowest), between(random, 0.4, 1.5), fill, {
      opacity: between(random, 0.3, 1).toFixed(2),
    }),
  ).join('');
}

/** Beams from one point to beyond the picture's edges. */
export function rays(cx: number, cy: number, count: number, fill: string, opacity = 0.25): string {
  const reach = 460;
  return times(count, (index) => {
    const [from, to] = [index, index + 0.5].map((turn) => (turn / count) * Math.PI * 2) as [number, number];
    const at = (angle: number): [number, number] => [cx + Math.cos(angle) * reach, cy + Math.sin(angle) * reach];
    return shape([[cx, cy], at(from), at(to)], fill, { opacity });
  }).join('');
}

/** A town against the sky, with lit windows. */
export function skyline(random: Random, ground: number, tallest: number, fill: string, window: string): string {
  const parts: string[] = [];
  for (let x = -4; x < WIDTH;) {
    const width = between(random, 14, 32);
    const height = between(random, tallest * 0.35, tallest);
    parts.push(box(x, ground - height, width, height + HEIGHT, fill));
    for (let row = ground - height + 6; row < ground + 20; row += 8) {
      for (let column = x + 4; column < x + width - 5; column += 6) {
        if (random.fraction() < 0.28) parts.push(box(column, row, 2.4, 3.6, window, { opacity: 0.85 }));
      }
    }
    x += width + between(random, 0, 3);
  }
  return parts.join('');
}

/** The sea from `y` down, with light on the waves under `lightX`. */
export function sea(random: Random, y: number, fill: string, light: string, lightX: number): string {
  const glints = times(26, (index) => {
    const row = y + 3 + index * 4.2;
    const width = between(random, 6, 18) * (1 + index / 12);
    return box(lightX - width / 2 + between(random, -8, 8), row, width, 1.6, light, { opacity: 0.5, rx: 0.8 });
  });
  return box(0, y, WIDTH, HEIGHT, fill) + glints.join('');
}
