import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeClip } from '../../models/clip.js';
import { examples } from '../../models/shot-type/dataset.js';
import { hyperparameters } from '../../models/shot-type/hyperparameters.js';
import { motionFeatures } from '../../models/shot-type/motion-features.js';
import { runMarquee } from '../cli/recorded-shell.js';
import { FFMPEG, inTurn, makeClip, withFfmpeg } from './made-clips.js';

const label = (scale: string, movement: string) => ({ scale: { label: scale }, movement: { label: movement } });
const ANNOTATED = {
  train: {
    tt001: { '0000': label('LS', 'Push'), '0001': label('CS', 'Static') },
    tt002: { '0000': label('MS', 'Pull') },
  },
  val: { tt003: { '0007': label('ECS', 'Motion') } },
  test: { tt004: { '0000': label('FS', 'Static') }, tt005: { '0000': label('FS', 'Static') } },
};

let folder: string;
let source: string;
let data: string;

const run = (...args: readonly string[]) =>
  runMarquee(['import', 'movie-shots', source, '--into', data, ...args, '--json'], {
    variables: { MARQUEE_HOME: join(folder, 'home'), MARQUEE_FFMPEG: FFMPEG! },
  });

withFfmpeg('an import of MovieShots', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-movie-shots-'));
    [source, data] = [join(folder, 'source'), join(folder, 'data')];
    for (const movie of ['tt001', 'tt003', 'tt004']) await mkdir(join(source, 'trailer', movie), { recursive: true });
    await mkdir(data);
    await writeFile(join(source, 'v1_split_trailer.json'), JSON.stringify(ANNOTATED));
    const clip = (name: string, ...args: readonly string[]) => makeClip(join(source, 'trailer'), name, ...args);
    await clip('tt001/shot_0000.mp4', ...inTurn(['fractal', 1]));
    await clip('tt001/shot_0001.mp4', ...inTurn(['bars', 1]));
    await clip('tt003/shot_0007.mp4', ...inTurn(['life', 1]));
    await writeFile(join(source, 'trailer/tt004/shot_0000.mp4'), 'no film at all');
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it('turns every clip into one of eight frames with its labels, and says which it could not', async () => {
    const { exitCode, json } = await run();
    expect([exitCode, json]).toMatchObject([0, { train: 2, val: 1, test: 0, missing: 2 }]);
    expect(json).toMatchObject({
      unreadable: [{ reason: expect.stringMatching(/no MP4, WebM or Ogg video/) as string }],
    });
    const found = await examples(data, hyperparameters.parse({}));
    expect(found.map(({ id, split, target }) => [id, split, target])).toEqual([
      ['tt001-0000', 'train', ['LS', 'push']],
      ['tt001-0001', 'train', ['CS', 'static']],
      ['tt003-0007', 'validation', ['ECS', 'motion']],
    ]);
    const clips = await Promise.all(
      found.map(async ({ fields }) =>
        decodeClip(await readFile(join(data, (fields.clip as { file: string }).file)), 'clip'),
      ),
    );
    const [fractal, bars] = clips.map((clip) => motionFeatures(clip)[28 + 14]!); // how much frame 7 has grown since frame 0
    expect(fractal).toBeGreaterThan(bars! + 0.3); // the zoom into the fractal is seen, after ffmpeg and WebP
  }, 60_000);

  it('goes on where it was stopped: a clip that is there is not made again', async () => {
    const file = join(data, 'data_cleaned/train/tt001_0000.webp');
    const before = await stat(file);
    expect((await run()).json).toMatchObject({ train: 2 });
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
  }, 60_000);

  it.each([
    ['a folder without the list', '{}', 'INVALID_ANNOTATIONS', /v1_split_trailer\.json is missing/],
    [
      'a label that nobody knows',
      JSON.stringify({ train: { tt1: { '0': label('XS', 'Push') } } }),
      'INVALID_ANNOTATIONS',
      /train\.tt1\.0\.scale\.label: expected one of ECS/,
    ],
    [
      'a movie that is a path',
      JSON.stringify({ train: { '../..': { '0': label('LS', 'Push') } } }),
      'INVALID_ANNOTATIONS',
      /letters, digits/,
    ],
    ['no JSON', '{"train":', 'INVALID_ANNOTATIONS', /no JSON/],
    [
      'a list of clips none of which is there',
      JSON.stringify({ val: { tt9: { '0': label('LS', 'Push') } } }),
      'INVALID_ANNOTATIONS',
      /none of the 1 clips/,
    ],
  ])('refuses %s', async (what, list, code, message) => {
    source = await mkdtemp(join(folder, 'wrong-'));
    if (!what.includes('without')) await writeFile(join(source, 'v1_split_trailer.json'), list);
    const { exitCode, errors } = await run();
    expect(exitCode).not.toBe(0);
    expect(errors).toContain(code);
    expect(errors).toMatch(message);
  });
});
