import { VersionNameSchema } from '../platform/manifest.js';
import { versionName } from './version-name.js';

const startTime = new Date('2026-11-21T07:45:00.123Z');

it('names a version after the start and the id of its run', () => {
  const name = versionName({ startTime, runId: '019f0000-7777-7abc-8def-00001a2b3c4d' });
  expect(name).toBe('20261121T074500Z-1a2b3c4d');
  expect(VersionNameSchema.safeParse(name).success).toBe(true);
});

it('tells two runs of the same second apart, whose ids begin alike', () => {
  const [first, second] = ['019f0000-7777-7abc-8def-00001a2b3c4d', '019f0000-7777-7abc-8def-0000ffff0000'].map(
    (runId) => versionName({ startTime, runId }),
  );
  expect(first).not.toBe(second);
});
