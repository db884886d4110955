import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../../training/random.js';

const SIZE = { width: 64, height: 96 };

/** A data folder of `count` tiny posters: stripes for comedies, noise for horror, a bit of each in all of them. */
export async function drawPosters(folder: string, count: number): Promise<void> {
  const random = new Random(11);
  await mkdir(join(folder, 'posters'), { recursive: true });
  const rows: string[] = [];
  for (let index = 0; index < count; index++) {
    const genre = index % 2 === 0 ? 'Comedy' : 'Horror';
    const stripes = genre === 'Comedy' ? 0.55 : 0.45; // close together: learned slowly, over many epochs
    const pixels = Uint8Array.from({ length: SIZE.width * SIZE.height * 3 }, (_, at) => {
      const isLight = Math.floor(at / (SIZE.width * 3)) % 16 < 8;
      return 255 * (random.fraction() < stripes ? Number(isLight) : random.fraction());
    });
    const poster = `posters/${index}.png`;
    await sharp(pixels, { raw: { ...SIZE, channels: 3 } }).toFile(join(folder, poster));
    rows.push(JSON.stringify({ id: `drawn-${index}`, title: `Drawn ${index}`, year: 2026, genres: [genre], poster }));
  }
  await writeFile(join(folder, 'movies.jsonl'), rows.join('\n'));
}
