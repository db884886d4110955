import type { Random } from '../random.js';
import { between, happens, pick } from './chance.js';
import type { Genre, Palette } from './genre.js';
import { letters, setTitle, sizeForWidth } from './lettering.js';
import { box, element, group, HEIGHT, WIDTH } from './shapes.js';

const BORROWED_SCENE = 0.12; // of the posters show another genre's scene: real ones mislead too
const LABEL = 'AN INVENTED MOVIE';

/** The poster as SVG: the first genre's scene, hints of the others, the title, and a line that says it is invented. */
export function posterSvg(
  random: Random,
  movie: { readonly title: string; readonly year: number },
  genres: readonly [Genre, ...Genre[]],
  everyGenre: readonly Genre[],
): string {
  const [first, ...others] = genres;
  const palette = choosePalette(random, genres);
  const scene = pick(random, (happens(random, BORROWED_SCENE) ? pick(random, everyGenre) : first).look.scenes);
  const hints = others.map(({ look }) =>
    look.hint({ random, palette: { ...palette, accent: accentOf(random, look.palettes) } }),
  );
  const titleOnTop = happens(random, 0.3);
  const content = [
    background(random, palette),
    group(titleOnTop ? 'translate(0 62)' : 'translate(0 0)', scene({ random, palette }) + hints.join('')),
    shade(palette.near, titleOnTop),
    lettering(random, movie, palette, titleOnTop),
    happens(random, 0.18) ? frame(palette.ink) : '',
  ];
  return svg(content.join(''));
}

export function svg(content: string, width = WIDTH, height = HEIGHT): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${content}</svg>`;
}

/** The first genre's colours; of several genres each may lend its own. */
function choosePalette(random: Random, [first, ...others]: readonly [Genre, ...Genre[]]): Palette {
  const palette = pick(random, first.look.palettes);
  if (others.length === 0 || happens(random, 0.5)) return palette;
  const lender = pick(random, pick(random, others).look.palettes);
  return happens(random, 0.5) ? lender : { ...palette, accent: lender.accent };
}

function accentOf(random: Random, palettes: readonly Palette[]): string {
  return pick(random, palettes).accent;
}

function background(random: Random, { sky: [top, bottom] }: Palette): string {
  const stops = [
    [0, top],
    [between(random, 0.55, 0.85).toFixed(2), bottom],
  ].map(([offset, color]) => element('stop', { offset: offset!, 'stop-color': color! }));
  return (
    element('linearGradient', { id: 'sky', x1: 0, y1: 0, x2: 0, y2: 1 }, stops.join('')) +
    box(0, 0, WIDTH, HEIGHT, 'url(#sky)')
  );
}

/** Darkens the end where the letters stand, and a little all around. */
function shade(color: string, titleOnTop: boolean): string {
  const band = (id: string, from: string, to: string, opacity: number) =>
    element(
      'linearGradient',
      { id, x1: 0, y1: from, x2: 0, y2: to },
      [
        element('stop', { offset: 0, 'stop-color': color, 'stop-opacity': opacity }),
        element('stop', { offset: 0.55, 'stop-color': color, 'stop-opacity': opacity * 0.86 }),
        element('stop', { offset: 1, 'stop-color': color, 'stop-opacity': 0 }),
      ].join(''),
    );
  const [strong, weak] = titleOnTop ? ['top', 'bottom'] : ['bottom', 'top'];
  return [
    band('top', '0', '1', strong === 'top' ? 0.92 : 0.4),
    band('bottom', '1', '0', strong === 'bottom' ? 0.96 : 0.8),
    box(0, 0, WIDTH, strong === 'top' ? 128 : 60, 'url(#top)'),
    weak === 'bottom' ? box(0, 296, WIDTH, 64, 'url(#bottom)') : box(0, 222, WIDTH, 138, 'url(#bottom)'),
  ].join('');
}

function lettering(
  random: Random,
  { title, year }: { readonly title: string; readonly year: number },
  { ink, accent }: Palette,
  titleOnTop: boolean,
): string {
  const block = setTitle(title, between(random, 180, 212), 82, 62);
  const start = titleOnTop ? 22 : 330 - block.height;
  const color = happens(random, 0.3) ? accent : ink;
  const lines = (fill: string, shift: number) =>
    block.lines.map(({ text, size, baseline }) =>
      letters(text, WIDTH / 2 + shift, start + baseline + shift, size, fill),
    );
  const small = `${LABEL}  ·  ${year}`;
  return [
    group('translate(0 0)', lines('#000000', 1.6).join(''), { opacity: 0.55 }),
    ...lines(color, 0),
    letters(small, WIDTH / 2, 347, Math.min(12.5, sizeForWidth(small, 170)), ink, 1.6),
  ].join('');
}

function frame(ink: string): string {
  return box(7, 7, WIDTH - 14, HEIGHT - 14, 'none', { stroke: ink, 'stroke-width': 1.6, opacity: 0.9 });
}
