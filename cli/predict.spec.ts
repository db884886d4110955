import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMarquee } from '../test/cli/recorded-shell.js';
import { familySummary, ScriptedApi } from '../test/cli/scripted-api.js';

let api: ScriptedApi;
let folder: string;
beforeEach(async () => {
  api = await ScriptedApi.start();
  folder = await mkdtemp(join(tmpdir(), 'marquee-cli-'));
  const both = familySummary({
    name: 'both',
    input: [
      { name: 'image', kind: 'image', title: 'Poster', maxBytes: 100 },
      { name: 'plot', kind: 'text', title: 'Plot', minCharacters: 3, maxCharacters: 100 },
    ],
  });
  const labels = [
    { label: 'Sci-Fi', probability: 0.977, isPredicted: true },
    { label: 'Drama', probability: 0.05, isPredicted: false },
  ];
  const notices = [{ code: 'NO_POSTER', message: 'This looks like no poster.' }];
  api
    .answer('GET /api/models/both', { body: both })
    .answer('POST /api/predictions/both', {
      body: { family: 'both', version: 'v', prediction: { labels }, milliseconds: 12.3, notices },
    })
    .answer('POST /api/recommendations/both?limit=2&yearFrom=1990', {
      body: {
        ...{ family: 'both', version: 'v', collection: 'c' },
        results: [{ id: 'm1', title: 'One', year: 1999, genres: ['Drama'], score: 0.5, posterUrl: null }],
      },
    });
});
afterEach(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const run = (args: readonly string[], input?: string) =>
  runMarquee([...args, '--api', api.url], input === undefined ? {} : { input });

async function sentFields() {
  const form = await api.form();
  const image = form.get('image') as File;
  return { plot: form.get('plot'), image: [image.name, [...new Uint8Array(await image.arrayBuffer())]] };
}

it('sends the fields that the input names: files as files, texts as they are or from a file', async () => {
  const [poster, plot] = [join(folder, 'poster.jpg'), join(folder, 'plot.txt')];
  await writeFile(poster, Uint8Array.of(255, 216, 0));
  await writeFile(plot, 'A röbot.');
  for (const args of [
    ['--image', poster, '--plot', 'A röbot.'],
    [`--plot=@${plot}`, '--image', `@${poster}`],
  ]) {
    expect((await run(['predict', 'both', ...args])).exitCode).toBe(0);
    expect(await sentFields()).toEqual({ plot: 'A röbot.', image: ['poster.jpg', [255, 216, 0]] });
  }
});

it('takes what comes in, and answers people and programs', async () => {
  await writeFile(join(folder, 'p.jpg'), 'x');
  const args = ['predict', 'both', '--image', join(folder, 'p.jpg'), '--plot', '@-'];
  const { output } = await run(args, 'From elsewhere.');
  expect(await sentFields()).toMatchObject({ plot: 'From elsewhere.' });
  expect(output.split('\n')).toEqual([
    '✓  Sci-Fi   97.7 %',
    '   Drama     5.0 %',
    'version v, 12 ms',
    'This looks like no poster.',
    '',
  ]);
  expect((await run([...args, '--json'], 'x')).json).toMatchObject({ family: 'both', version: 'v' });
});

it.each([
  ['a field that is missing', ['--plot', 'A plot'], { code: 'WRONG_USAGE', field: 'image' }],
  ['a field that is none', ['--image', 'a.jpg', '--plott', 'x'], { code: 'WRONG_USAGE' }],
  ['a word that belongs to no field', ['a.jpg'], { code: 'WRONG_USAGE' }],
  ['a file that is not there', ['--image', '/nowhere/a.jpg', '--plot', 'x'], { code: 'FILE_UNREADABLE' }],
])('refuses %s before anything is sent, and names the fields there are', async (_what, args, error) => {
  const { exitCode, errors } = await run(['predict', 'both', ...args, '--json']);
  expect([exitCode, JSON.parse(errors)]).toMatchObject([2, error]);
  if (error.code === 'WRONG_USAGE') expect(errors).toContain('--image <file> --plot <text or @file>');
  expect(api.questions.map(({ what }) => what)).toEqual(['GET /api/models/both']);
});

it('recommends what is like a movie of the catalogue, as many and from when one likes', async () => {
  const wishes = ['--limit', '2', '--year-from', '1990'];
  const { output, exitCode } = await run(['recommend', 'both', '--movie', 'm7', ...wishes]);
  expect([exitCode, output]).toEqual([0, '0.500  One (1999)  Drama  m1\nversion v\n']);
  expect([...(await api.form()).entries()]).toEqual([['movieId', 'm7']]);
});

it('recommends what is like an input', async () => {
  await writeFile(join(folder, 'p.jpg'), 'x');
  const input = ['--image', join(folder, 'p.jpg'), '--plot', 'A plot.'];
  const { json } = await run(['recommend', 'both', ...input, '--limit', '2', '--year-from', '1990', '--json']);
  expect(json).toMatchObject({ results: [{ id: 'm1' }] });
  expect(await sentFields()).toMatchObject({ plot: 'A plot.' });
});

it('does not know what is meant by a movie and an input at once', async () => {
  const { exitCode } = await run(['recommend', 'both', '--movie', 'm7', '--plot', 'A plot.']);
  expect(exitCode).toBe(2);
  expect(api.questions).toEqual([]);
});
