import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { identityOf, INVENTED_MARKER, readMovies } from '../../models/movies.js';
import { catalogueFiles } from './catalogue-files.js';
import { drawCatalogue } from './draw-catalogue.js';
import { inventMovies } from './movies.js';

const SEED = 7;
const movies = inventMovies(SEED);
const files = catalogueFiles(SEED);

describe('invented movies', () => {
  it('are at least 400, each with a title and year of its own', () => {
    expect(movies.length).toBeGreaterThanOrEqual(400);
    expect(new Set(movies.map(identityOf)).size).toBe(movies.length);
    expect(new Set(movies.map(({ plot }) => plot)).size).toBe(movies.length);
  });

  it('have one to three genres, each genre often enough to be learned in the training split alone', () => {
    const counts = new Map<string, number>();
    for (const { genres } of movies) {
      expect(new Set(genres).size).toBe(genres.length);
      expect(genres.length).toBeLessThanOrEqual(3);
      for (const { name } of genres) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    expect(counts.size).toBe(8);
    for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(125);
  });

  it('have plots of 40 to 60 words in whole sentences, that never name a genre by its label', () => {
    for (const { plot } of movies) {
      const words = plot.split(' ').length;
      expect(words).toBeGreaterThanOrEqual(40);
      expect(words).toBeLessThanOrEqual(60);
      expect(plot).toMatch(/^[A-Z][^{}]*\.$/);
      expect(plot).not.toMatch(/\b(action|adventure|comedy|drama|horror|mystery|sci-fi)\b/i);
    }
  });

  it('are the same for the same seed, others for another', () => {
    const told = (seed: number) => inventMovies(seed).map(({ title, year, plot }) => [title, year, plot]);
    expect(told(SEED)).toEqual(told(SEED));
    expect(told(SEED + 1)).not.toEqual(told(SEED));
  });
});

describe('pictures', () => {
  const first = (folder: string) => files.images.find(({ file }) => file.startsWith(folder))!;

  it.each(['posters/', 'nonposters/imagenet/', 'shots/frames/', 'clothing/', 'products/images/'])(
    'in %s are the same bytes whenever they are drawn',
    async (folder) => {
      const [once, again] = [await first(folder).render(), await first(folder).render()];
      expect(once.equals(again)).toBe(true);
      expect((await sharp(once).metadata()).format).toBe('jpeg');
    },
  );

  it('of posters are two by three, between 180 and 240 pixels wide', async () => {
    for (const { render } of files.images.filter(({ file }) => file.startsWith('posters/')).slice(0, 8)) {
      const { width, height } = await sharp(await render()).metadata();
      expect(width).toBeGreaterThanOrEqual(180);
      expect(width).toBeLessThanOrEqual(240);
      expect(height).toBe(width * 1.5);
    }
  });

  it('are exactly those that the lists name', () => {
    const listed = files.lists.flatMap(({ rows }) =>
      (rows as { poster?: string; file?: string; image?: string }[]).map((row) => row.poster ?? row.file ?? row.image),
    );
    expect(listed.sort()).toEqual(files.images.map(({ file }) => file).sort());
  });

  it('that are no posters come in hundreds of each kind', () => {
    const counts = Object.fromEntries(files.lists.map(({ file, rows }) => [file, rows.length]));
    for (const list of ['nonposters/imagenet', 'shots/frames', 'clothing/labels', 'products/products']) {
      expect(counts[`${list}.jsonl`]).toBeGreaterThanOrEqual(100);
    }
  });
});

describe('the drawn folder', () => {
  let home: string;
  let folder: string;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'marquee-invented-'));
    folder = join(home, 'invented');
    expect(await drawCatalogue(folder)).toBe(true);
  }, 120_000);
  afterAll(() => rmSync(home, { recursive: true }));

  it('is read like real data, with every poster in place, and leaves no draft behind', async () => {
    const read = await readMovies(folder);
    expect(read).toHaveLength(movies.length);
    expect(readdirSync(join(folder, 'posters')).sort()).toEqual(read.map(({ id }) => `${id}.jpg`).sort());
    expect(readdirSync(home)).toEqual(['invented']);
  });

  it('says that it is invented', async () => {
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toMatch(/invented/i);
    expect(readdirSync(folder)).toContain(INVENTED_MARKER);
  });

  it('is left as it is the next time', async () => {
    await rm(join(folder, 'posters', 'inv0001.jpg'));
    expect(await drawCatalogue(folder)).toBe(false);
    expect(readdirSync(join(folder, 'posters'))).not.toContain('inv0001.jpg');
  });

  it("never replaces a folder with somebody's own files", async () => {
    const own = join(home, 'own');
    await mkdir(own);
    writeFileSync(join(own, 'movies.jsonl'), '');
    await expect(drawCatalogue(own)).rejects.toThrow(/holds something else/);
    expect(readdirSync(own)).toEqual(['movies.jsonl']);
    expect(readdirSync(home).sort()).toEqual(['invented', 'own']);
  });
});
