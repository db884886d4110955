import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { ScorecardSchema } from '../platform/scorecard.js';
import type { Metric, Scorecard } from '../platform/scorecard.js';

const FAMILIES = ['poster-genre', 'plot-genre', 'poster-check'];
const ResultSchema = z.object({ scorecards: z.array(ScorecardSchema) });

/** Runs on the reference movies only (jest.config.js): on others the floors would mean nothing. */
describe('the three families, trained on the reference movies', () => {
  let folder: string;
  let result: z.infer<typeof ResultSchema>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-reference-'));
    const json = join(folder, 'result.json');
    const program = join(import.meta.dirname, '../dist/bench/train-families.js');
    const environment = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', TMPDIR: folder };
    const options = { env: environment, maxBuffer: 1 << 24 };
    const { stdout } = await promisify(execFile)(process.execPath, [program, '--json', json, ...FAMILIES], options);
    console.log(stdout);
    result = ResultSchema.parse(JSON.parse(await readFile(json, 'utf8')));
  }, 30 * 60_000); // without cached features, and on a machine that does other things meanwhile
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('knows 14 genres by poster and 19 by plot', () => {
    expect(scorecard('poster-genre').labels).toHaveLength(14);
    expect(scorecard('plot-genre').labels).toHaveLength(19);
  });

  it.each<[string, Metric, number]>([
    ['poster-genre', 'macroAuc', 0.78],
    ['poster-genre', 'macroF1', 0.44],
    ['plot-genre', 'macroAuc', 0.885],
    ['plot-genre', 'macroF1', 0.5],
    ['poster-check', 'balancedAccuracy', 0.96],
  ])('%s reaches a %s of at least %d on the test split', (family, metric, floor) => {
    expect(scorecard(family).test.metrics[metric]?.value).toBeGreaterThanOrEqual(floor);
  });

  it('lets no kind of picture pass as a poster more than one time in ten', () => {
    const kinds = scorecard('poster-check').test.perKind;
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['clothing', 'frame', 'photo', 'poster', 'product']);
    for (const { accuracy } of kinds) expect(accuracy).toBeGreaterThanOrEqual(0.9);
  });

  it.each([
    ['poster-genre', 0.71],
    ['plot-genre', 0.76],
  ])('of the five movies nearest by %s at least a share of %d has a genre in common', (family, floor) => {
    expect(scorecard(family).similarity?.sharedLabelAt5.value).toBeGreaterThanOrEqual(floor);
  });

  function scorecard(family: string): Scorecard {
    const found = result.scorecards.find((candidate) => candidate.family === family);
    if (!found) throw new Error(`${family} was not trained`);
    return found;
  }
});
