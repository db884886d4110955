import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { loadFamilies } from '../../models/catalog.js';
import { MAX_UPLOAD_BYTES } from '../../platform/videos/upload.js';
import { ApiBench } from './api-bench.js';
import { file, form, FORM, text } from './form.js';
import type { Part } from './form.js';
import { goodPart, refusalsOf } from './refusals-of-family.js';
import { describeRefusals } from './refusals.js';
import type { RunningApi } from './running-api.js';
import { anyPoster } from './tiny-versions.js';

const families = await loadFamilies();
const NOBODY = '20200101T000000Z-00000000';
const JSON_BODY = { 'content-type': 'application/json' };
const TUS = { 'tus-resumable': '1.0.0' };

let bench: ApiBench;
let api: RunningApi;
let picture: Buffer;
let moving: Buffer;

beforeAll(async () => {
  bench = await ApiBench.create();
  await bench.serveAll();
  picture = await anyPoster();
  const raw = { width: 64, height: 64 * 12, channels: 3, pageHeight: 64 } as const;
  moving = await sharp(randomBytes(raw.width * raw.height * raw.channels), { raw })
    .webp({ effort: 0 })
    .toBuffer();
  api = await bench.start();
  for (const [family, { input }] of families) {
    const parts = Object.entries(input).map(([name, field]) => goodPart(name, field, picture));
    const { status, body } = await ask(family, ...parts); // the first of all is slower
    expect([family, status, body]).toEqual([family, 200, body]);
  }
}, 120_000);

afterAll(async () => {
  await api?.stop();
  await bench?.remove();
});

const ask = (family: string, ...parts: readonly Part[]) =>
  api.raw('POST', `/api/predictions/${family}`, form(...parts), FORM);
const get = (path: string) => api.raw('GET', path);
const post = (path: string, body: unknown) => api.raw('POST', path, JSON.stringify(body), JSON_BODY);
const announce = (headers: Readonly<Record<string, string>>) =>
  api.raw('POST', '/api/uploads', undefined, { ...TUS, ...headers });
const film = { 'upload-metadata': `filename ${Buffer.from('film.mp4').toString('base64')}` };

describeRefusals([
  ...[...families.values()].flatMap((family) =>
    refusalsOf(
      family,
      (...parts) => ask(family.name, ...parts),
      () => picture,
    ),
  ),
  [
    'a moving WebP that breaks off',
    () => ask('shot-type', file('clip', moving.subarray(0, moving.length / 3), 'a.webp')),
    422,
    'DAMAGED_IMAGE',
    'clip',
  ],
  ['similar products, which nobody offers', () => similar(), 400, 'NO_RECOMMENDATIONS'],
  ['an upload of unsaid length', () => announce(film), 400, 'INVALID_REQUEST'],
  [
    'an upload of a length that is no number',
    () => announce({ ...film, 'upload-length': 'long' }),
    400,
    'INVALID_REQUEST',
  ],
  [
    'an upload of more than 500 MB',
    () => announce({ ...film, 'upload-length': String(MAX_UPLOAD_BYTES + 1) }),
    413,
    'UPLOAD_TOO_LARGE',
  ],
  ['an upload of nothing', () => announce({ ...film, 'upload-length': '0' }), 422, 'VIDEO_EMPTY', 'video'],
  ['the rest of an upload that nobody began', () => append(), 404, 'UPLOAD_NOT_FOUND'],
  ['an analysis of nothing', () => post('/api/analyses', {}), 400, 'INVALID_REQUEST', 'uploadId'],
  ['an analysis of a path', () => post('/api/analyses', { uploadId: '../x' }), 400, 'INVALID_REQUEST', 'uploadId'],
  [
    'an analysis of an upload that nobody began',
    () => post('/api/analyses', { uploadId: '0'.repeat(32) }),
    404,
    'UPLOAD_NOT_FOUND',
    'uploadId',
  ],
  ['an unknown analysis', () => get(`/api/analyses/${NOBODY}`), 404, 'ANALYSIS_NOT_FOUND', 'id'],
  ['a path for an analysis', () => get('/api/analyses/..%2f..'), 400, 'INVALID_REQUEST', 'id'],
  ['a thumbnail of no number', () => get(`/api/analyses/${NOBODY}/thumbnails/x`), 400, 'INVALID_REQUEST', 'shot'],
  ['an unknown experiment', () => post('/api/experiments', { name: 'nope' }), 404, 'UNKNOWN_EXPERIMENT', 'name'],
  ['an experiment that is a path', () => post('/api/experiments', { name: '../x' }), 400, 'INVALID_REQUEST', 'name'],
  ['an experiment that nobody ran', () => get(`/api/experiments/${NOBODY}`), 404, 'EXPERIMENT_NOT_FOUND', 'id'],
  [
    'a report of an experiment that nobody ran',
    () => get(`/api/experiments/${NOBODY}/report.html`),
    404,
    'EXPERIMENT_NOT_FOUND',
    'id',
  ],
  ['data of an unknown family', () => post('/api/datasets', { family: 'nope' }), 404, 'UNKNOWN_FAMILY', 'family'],
  [
    'data by a setting that the family does not have',
    () => post('/api/datasets', { family: 'image-class', hyperparameters: { folder: 'x' } }),
    400,
    'INVALID_HYPERPARAMETERS',
    'hyperparameters',
  ],
  [
    'a folder outside of the data folder',
    () => post('/api/datasets', { family: 'image-class', hyperparameters: { dataset: '../x' } }),
    400,
    'INVALID_HYPERPARAMETERS',
    'hyperparameters.dataset',
  ],
  ['a picture that is a path', () => get('/api/dataset-images/..%2fx'), 400, 'INVALID_REQUEST', 'hash'],
]);

const similar = () => api.raw('POST', '/api/recommendations/product-category', form(text('name', 'A lamp')), FORM);
const append = () =>
  api.raw('PATCH', `/api/uploads/${'0'.repeat(32)}`, 'x', {
    ...{ ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
  });

it('answers as before after all that, in the same process, without one error of its own', async () => {
  const answer = await ask('object-detector-small', file('image', picture));
  expect([answer.status, api.process.exitCode]).toEqual([200, null]);
  expect(api.log).not.toMatch(/ERROR/);
});
