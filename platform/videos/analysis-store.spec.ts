import { MemoryArtifactStore } from '../memory-artifact-store.js';
import { AnalysisStore } from './analysis-store.js';

const upload = { id: 'a'.repeat(32), name: 'a film.mp4', size: 1000 };
const shots = {
  video: { width: 640, height: 360, framesPerSecond: 25, seconds: 4 },
  labelledBy: null,
  shots: [{ number: 0, start: 0, end: 2.5, labels: null }],
  nextFrame: 63,
};

let artifacts: MemoryArtifactStore;
let clock: number;
let analyses: AnalysisStore;
beforeEach(() => {
  artifacts = new MemoryArtifactStore();
  clock = Date.UTC(2026, 10, 22, 8);
  analyses = new AnalysisStore(artifacts, () => (clock += 1000));
});

it('keeps a record of each, newest first, and how it ended', async () => {
  const first = await analyses.create(upload);
  const second = await analyses.create(upload);
  expect(first).toMatchObject({ uploadId: upload.id, name: 'a film.mp4', status: 'running', shotCount: null });
  await analyses.end(first.id, { failure: null, shotCount: 3 });
  const failure = { code: 'VIDEO_BROKEN', message: 'It breaks off' };
  await analyses.end(second.id, { failure, shotCount: null });
  expect(await analyses.records()).toMatchObject([
    { id: second.id, status: 'failed', failure },
    { id: first.id, status: 'completed', shotCount: 3, endedAt: expect.stringMatching(/^2026/) as string },
  ]);
  expect(await analyses.usedUploads()).toEqual(new Set([upload.id]));
});

it('keeps shots and thumbnails, and removes all that belongs to an analysis', async () => {
  const { id } = await analyses.create(upload);
  const other = await analyses.create(upload);
  expect(await analyses.shots(id)).toBeUndefined();
  await analyses.writeShots(id, shots);
  await analyses.writeThumbnail(id, 0, Uint8Array.of(1, 2));
  expect(await analyses.shots(id)).toEqual(shots);
  expect(await analyses.thumbnail(id, 0)).toEqual(Uint8Array.of(1, 2));
  await expect(analyses.thumbnail(id, 1)).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND', status: 404 });

  await analyses.remove(id);
  await expect(analyses.record(id)).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND' });
  const left: string[] = [];
  for await (const { key } of artifacts.list('anal')) left.push(key);
  expect(left).toEqual([`analysis-records/${other.id}.json`]);
  await analyses.end(id, { failure: null, shotCount: 1 }); // its worker has not heard of it yet
  expect(await analyses.records()).toHaveLength(1);
});

it('does not know every id', async () => {
  await expect(analyses.record('../models')).rejects.toMatchObject({ code: 'ANALYSIS_NOT_FOUND' });
});
