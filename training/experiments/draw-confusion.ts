import sharp from 'sharp';
import type { ConfusionMatrix } from '../../platform/scorecard.js';

const CELL = 44; // pixels
const MARGIN = 130; // for the labels' names
const CHARACTERS = 16;

/** A confusion matrix as a PNG file: a row for each true label, the darker the more of it. */
export async function drawConfusion({ labels, counts }: Pick<ConfusionMatrix, 'labels' | 'counts'>) {
  const side = MARGIN + labels.length * CELL;
  const cells = counts.flatMap((row, at) => {
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value, column) => cell(at, column, value, sum === 0 ? 0 : value / sum));
  });
  const names = labels.map((label, index) => {
    const middle = MARGIN + (index + 0.5) * CELL;
    const text = escape(label.slice(0, CHARACTERS));
    const across = `<text x="${MARGIN - 8}" y="${middle + 4}" text-anchor="end">${text}</text>`;
    const down = `<text transform="translate(${middle + 4} ${MARGIN - 8}) rotate(-60)">${text}</text>`;
    return across + down;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>${[...cells, ...names].join('')}</svg>`;
  return { png: new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer()), width: side, height: side };
}

function cell(row: number, column: number, value: number, share: number): string {
  const [x, y] = [MARGIN + column * CELL, MARGIN + row * CELL];
  const lightness = Math.round(100 - 65 * share);
  const text = `<text x="${x + CELL / 2}" y="${y + CELL / 2 + 4}" text-anchor="middle" fill="${share > 0.5 ? 'white' : 'black'}">${value}</text>`;
  return `<rect x="${x}" y="${y}" width="${CELL}" height="${CELL}" fill="hsl(210 60% ${lightness}%)" stroke="#ddd"/>${value === 0 ? '' : text}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
