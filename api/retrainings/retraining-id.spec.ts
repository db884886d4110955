import { familyOf } from './retraining-id.js';

it('tells families apart whose names begin alike', () => {
  const families = ['poster', 'poster-genre'];
  expect(familyOf('retrain-poster-genre-1a2b3c4d', families)).toBe('poster-genre');
  expect(familyOf('retrain-poster-1a2b3c4d', families)).toBe('poster');
  expect(familyOf('retrain-poster-2026-11-21T07:45:00Z', families)).toBe('poster');
  expect(familyOf('retrain-plot-1a2b3c4d', families)).toBeUndefined();
});
