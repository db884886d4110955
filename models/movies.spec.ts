import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identityOf, readMovies, readPlots } from './movies.js';

const movie = {
  id: 'm1',
  title: 'A Film',
  year: 1999,
  genres: ['Drama'],
  plot: 'It happens.',
  poster: 'posters/m1.jpg',
};

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function folderWith(...lines: unknown[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'movies-'));
  folders.push(folder);
  const content = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  await writeFile(join(folder, 'movies.jsonl'), content);
  return folder;
}

it('reads one movie a line and nothing of it that gives the genre away', async () => {
  const folder = await folderWith({ ...movie, wikipediaExtract: 'A Film is a 1999 drama film.' }, '', {
    ...movie,
    id: 'm2',
  });
  expect(await readMovies(folder)).toEqual([movie, { ...movie, id: 'm2' }]);
});

it('takes a movie without plot or poster', async () => {
  const { id, title, year, genres } = movie;
  const bare = { id, title, year, genres };
  expect(await readMovies(await folderWith(bare))).toEqual([{ ...bare, plot: '', poster: null }]);
});

it('names file and line of what is wrong', async () => {
  await expect(readMovies(await folderWith(movie, '{'))).rejects.toThrow(/movies\.jsonl, line 2: not JSON/);
  await expect(readMovies(await folderWith({ ...movie, year: '1999' }))).rejects.toThrow(/line 1: year: /);
  await expect(readMovies(tmpdir() + '/nowhere')).rejects.toThrow(/movies\.jsonl is missing/);
});

it('refuses two movies with one id', async () => {
  await expect(readMovies(await folderWith(movie, { ...movie, title: 'Another' }))).rejects.toThrow(
    /movies\.jsonl: id m1 \("Another"\) stands twice/,
  );
});

it('refuses a poster outside the data folder', async () => {
  for (const poster of ['../secret.jpg', '/etc/passwd', 'posters/../../x.jpg', '..', 'a\\b.jpg']) {
    await expect(readMovies(await folderWith({ ...movie, poster }))).rejects.toThrow(/inside the data folder/);
  }
});

it('has no further plots when the folder has none', async () => {
  expect(await readPlots(await folderWith(movie))).toEqual([]);
});

it('knows a movie by title and year, however the title is spelt', () => {
  const year = 2001;
  expect(identityOf({ title: 'Amélie!', year })).toBe(identityOf({ title: '  amelie', year }));
  expect(identityOf({ title: 'Amélie', year })).not.toBe(identityOf({ title: 'Amélie', year: 2002 }));
  expect(identityOf({ title: '???', year })).not.toBe(identityOf({ title: '!!!', year }));
});
