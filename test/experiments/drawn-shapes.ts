import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { Random } from '../../training/random.js';

const SIDE = 48;

/** A folder of `each` tiny pictures for each of three classes that look much alike: learned slowly, and never wholly. */
export async function drawShapes(folder: string, each: number): Promise<void> {
  const random = new Random(5);
  for (const [kind, name] of ['across', 'down', 'dots'].entries()) {
    await mkdir(join(folder, name), { recursive: true });
    for (let index = 0; index < each; index++) {
      const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
        const [x, y] = [Math.floor(at / 3) % SIDE, Math.floor(at / 3 / SIDE)];
        const isLight = [y % 8 < 4, x % 8 < 4, x % 8 < 4 !== y % 8 < 4][kind]!;
        return 255 * (random.fraction() < 0.5 ? Number(isLight) : random.fraction());
      });
      const picture = sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } }).png();
      await writeFile(join(folder, name, `${index}.png`), await picture.toBuffer());
    }
  }
}
