import { ApiBench, FIRST } from './api-bench.js';
import { pngBomb, smallPng, SVG } from './bad-images.js';
import { file, form, FORM, text } from './form.js';
import type { Part } from './form.js';
import { describeRefusals } from './refusals.js';
import type { Refusal } from './refusals.js';
import type { RawAnswer, RunningApi } from './running-api.js';
import { anyPoster } from './tiny-versions.js';

let bench: ApiBench;
let api: RunningApi;
let poster: Buffer;
let large: Buffer;

beforeAll(async () => {
  bench = await ApiBench.create();
  await bench.serveAll();
  poster = await anyPoster();
  large = form(file('image', Buffer.alloc(20_000_000)));
  api = await bench.start();
  for (const family of bench.families.keys()) await api.served(family);
  await api.raw('POST', '/api/predictions/poster-genre', form(file('image', poster)), FORM); // the first of all is slower
}, 90_000);

afterAll(async () => {
  await api?.stop();
  await bench?.remove();
});

const JSON_BODY = { 'content-type': 'application/json' };

const toPoster = (...parts: readonly Part[]) => api.raw('POST', '/api/predictions/poster-genre', form(...parts), FORM);
const toPlot = (...parts: readonly Part[]) => api.raw('POST', '/api/predictions/plot-genre', form(...parts), FORM);
const get = (path: string) => api.raw('GET', path);

const CASES: readonly Refusal[] = [
  ['no file', () => toPoster(), 400, 'MISSING_FIELD', 'image'],
  ['two files', () => toPoster(file('image', poster), file('image', poster)), 400, 'REPEATED_FIELD', 'image'],
  ['ten files', () => toPoster(...Array.from({ length: 10 }, () => file('image', poster))), 400, 'REPEATED_FIELD'],
  ['a file of another name', () => toPoster(file('picture', poster)), 400, 'UNKNOWN_FIELD', 'picture'],
  ['a field too many', () => toPoster(file('image', poster), text('extra', 'x')), 400, 'UNKNOWN_FIELD', 'extra'],
  [
    'a field named __proto__',
    () => toPoster(file('image', poster), text('__proto__', 'x')),
    400,
    'UNKNOWN_FIELD',
    '__proto__',
  ],
  ['a field named like a path', () => toPoster(file('../image', poster)), 400, 'UNKNOWN_FIELD', '../image'],
  ['text where a file is expected', () => toPoster(text('image', 'x')), 400, 'FILE_EXPECTED', 'image'],
  ['an empty file', () => toPoster(file('image', Buffer.alloc(0))), 400, 'EMPTY_FILE', 'image'],
  ['a file that is no image', () => toPoster(file('image', Buffer.from('hello'))), 422, 'NOT_AN_IMAGE', 'image'],
  ['an SVG', () => toPoster(file('image', SVG, 'poster.svg')), 422, 'NOT_AN_IMAGE', 'image'],
  ['a PNG bomb', () => toPoster(file('image', pngBomb())), 422, 'IMAGE_TOO_LARGE', 'image'],
  [
    'a truncated JPEG',
    () => toPoster(file('image', poster.subarray(0, poster.length >> 1))),
    422,
    'DAMAGED_IMAGE',
    'image',
  ],
  [
    'a truncated PNG',
    async () => toPoster(file('image', (await smallPng()).subarray(0, 60))),
    422,
    'DAMAGED_IMAGE',
    'image',
  ],
  ['a body of 20 MB', () => api.raw('POST', '/api/predictions/poster-genre', large, FORM), 413, 'BODY_TOO_LARGE'],
  ['20 MB in chunks of unsaid length', () => chunked(large), 413, 'FILE_TOO_LARGE', 'image'],
  ['no text', () => toPlot(), 400, 'MISSING_FIELD', 'plot'],
  ['a text of 0 characters', () => toPlot(text('plot', '')), 400, 'TEXT_TOO_SHORT', 'plot'],
  ['a text of spaces', () => toPlot(text('plot', ' '.repeat(50))), 400, 'TEXT_TOO_SHORT', 'plot'],
  ['a text of 10,000 characters', () => toPlot(text('plot', 'x'.repeat(10_000))), 400, 'TEXT_TOO_LONG', 'plot'],
  ['a text of 100,000 characters', () => toPlot(text('plot', 'x'.repeat(100_000))), 413, 'BODY_TOO_LARGE'],
  [
    'a file where text is expected',
    () => toPlot(file('plot', Buffer.from('the story of a house'))),
    400,
    'TEXT_EXPECTED',
    'plot',
  ],
  [
    'two texts',
    () => toPlot(text('plot', 'a house that laughs'), text('plot', 'a house that cries')),
    400,
    'REPEATED_FIELD',
    'plot',
  ],
  ['a nested field name', () => toPlot(text('plot[a][b][c]', 'x')), 400, 'MALFORMED_FORM'],
  [
    'JSON where a form is expected',
    () => api.raw('POST', '/api/predictions/poster-genre', '{}', JSON_BODY),
    415,
    'FORM_EXPECTED',
  ],
  ['nothing at all', () => api.raw('POST', '/api/predictions/poster-genre'), 415, 'FORM_EXPECTED'],
  [
    'a form without a boundary',
    () => api.raw('POST', '/api/predictions/poster-genre', 'x', { 'content-type': 'multipart/form-data' }),
    400,
    'MALFORMED_FORM',
  ],
  [
    'a form that breaks off',
    () => api.raw('POST', '/api/predictions/poster-genre', file('image', poster), FORM),
    400,
    'MALFORMED_FORM',
  ],
  [
    'noise instead of a form',
    () => api.raw('POST', '/api/predictions/poster-genre', Buffer.alloc(1000, 7), FORM),
    400,
    'MALFORMED_FORM',
  ],
  ['an unknown family', () => get('/api/models/nope'), 404, 'UNKNOWN_FAMILY', 'family'],
  [
    'a prediction of an unknown family',
    () => api.raw('POST', '/api/predictions/nope', form(), FORM),
    404,
    'UNKNOWN_FAMILY',
    'family',
  ],
  ['a family named after a property of objects', () => get('/api/models/constructor'), 404, 'UNKNOWN_FAMILY', 'family'],
  [
    'an unknown version',
    () => get('/api/models/poster-genre/versions/20200101T000000Z-00000000'),
    404,
    'VERSION_NOT_FOUND',
    'version',
  ],
  ['a version that is none', () => get('/api/models/poster-genre/versions/latest'), 400, 'INVALID_REQUEST', 'version'],
  [
    'an unknown file',
    () => get(`/api/models/poster-genre/versions/${FIRST}/files/nope.bin`),
    404,
    'FILE_NOT_FOUND',
    'name',
  ],
  ['.. as a family', () => get('/api/models/..'), 400, 'INVALID_REQUEST', 'family'],
  ['%2e%2e as a family', () => get('/api/models/%2e%2e/versions'), 400, 'INVALID_REQUEST', 'family'],
  ['an encoded slash in a family', () => get('/api/models/..%2f..%2fetc/versions'), 400, 'INVALID_REQUEST', 'family'],
  ['NUL in a family', () => get('/api/models/poster-genre%00'), 400, 'INVALID_REQUEST', 'family'],
  ['.. as a version', () => get('/api/models/poster-genre/versions/..'), 400, 'INVALID_REQUEST', 'version'],
  [
    '.. in a file name',
    () => get(`/api/models/poster-genre/versions/${FIRST}/files/..%2f..%2fchampion.json`),
    400,
    'INVALID_REQUEST',
    'name',
  ],
  [
    '%2e%2e in a file name',
    () => get(`/api/models/poster-genre/versions/${FIRST}/files/%2e%2e`),
    400,
    'INVALID_REQUEST',
    'name',
  ],
  [
    'NUL in a file name',
    () => get(`/api/models/poster-genre/versions/${FIRST}/files/model.onnx%00.txt`),
    400,
    'INVALID_REQUEST',
    'name',
  ],
  [
    'a backslash in a file name',
    () => get(`/api/models/poster-genre/versions/${FIRST}/files/..%5cmodel.onnx`),
    400,
    'INVALID_REQUEST',
    'name',
  ],
  ['a percent sign that encodes nothing', () => get('/api/models/%zz'), 400, 'INVALID_REQUEST'],
  ['bytes that are no UTF-8', () => get('/api/models/%ff%fe'), 400, 'INVALID_REQUEST'],
  ['path tricks as a movie', () => get('/api/catalogue/..%2f..%2fetc%2fpasswd/poster'), 400, 'INVALID_REQUEST', 'id'],
  ['an unknown movie', () => get('/api/catalogue/tt999'), 404, 'MOVIE_NOT_FOUND', 'id'],
  ['a limit that is no number', () => get('/api/catalogue?limit=many'), 400, 'INVALID_REQUEST', 'limit'],
  ['a limit given twice', () => get('/api/catalogue?limit=1&limit=2'), 400, 'INVALID_REQUEST', 'limit'],
  ['a limit too large', () => get('/api/catalogue?limit=1000000'), 400, 'INVALID_REQUEST', 'limit'],
  ['a retraining id with tricks', () => get('/api/retrainings/..%2f..'), 400, 'INVALID_REQUEST', 'id'],
  ['a retraining of no family', () => get('/api/retrainings/retrain-nope-0'), 404, 'RETRAINING_NOT_FOUND', 'id'],
  [
    'events of a retraining of no family',
    () => get('/api/retrainings/retrain-nope-0/events'),
    404,
    'RETRAINING_NOT_FOUND',
    'id',
  ],
  ['broken JSON', () => promote('{"version":'), 400, 'INVALID_REQUEST'],
  ['an empty body', () => promote(''), 400, 'INVALID_REQUEST'],
  ['a body that is a list', () => promote('[]'), 400, 'INVALID_REQUEST'],
  [
    'a body with a field too many',
    () => promote(JSON.stringify({ version: FIRST, force: true })),
    400,
    'INVALID_REQUEST',
  ],
  ['promoting a version that is a path', () => promote('{"version":"../x"}'), 400, 'INVALID_REQUEST', 'version'],
  [
    'promoting an unknown version',
    () => promote('{"version":"20200101T000000Z-00000000"}'),
    404,
    'VERSION_NOT_FOUND',
    'version',
  ],
  ['a JSON body of 1 MB', () => promote(JSON.stringify({ version: 'x'.repeat(1_000_000) })), 413, 'BODY_TOO_LARGE'],
  [
    'hyperparameters that are objects',
    () => retrain('{"hyperparameters":{"epochs":{}}}'),
    400,
    'INVALID_REQUEST',
    'hyperparameters.epochs',
  ],
  [
    'a hyperparameter out of its range',
    () => retrain('{"hyperparameters":{"epochs":0}}'),
    400,
    'INVALID_REQUEST',
    'hyperparameters.epochs',
  ],
  [
    'a hyperparameter that the family does not have',
    () => retrain('{"hyperparameters":{"epoch":3}}'),
    400,
    'INVALID_REQUEST',
    'hyperparameters',
  ],
  ['a negative seed', () => retrain('{"seed":-1}'), 400, 'INVALID_REQUEST', 'seed'],
  ['recommendations of an unknown movie', () => recommend(text('movieId', 'tt999')), 404, 'MOVIE_NOT_FOUND', 'movieId'],
  [
    'a movie and a poster',
    () => recommend(text('movieId', 'movie-01'), file('image', poster)),
    400,
    'UNKNOWN_FIELD',
    'image',
  ],
  ['a movie id that is a path', () => recommend(text('movieId', '../x')), 400, 'INVALID_REQUEST', 'movieId'],
  ['an unknown route', () => get('/api/nope'), 404, 'NOT_FOUND'],
  ['a method that no route has', () => api.raw('PATCH', '/api/models'), 404, 'NOT_FOUND'],
];

const promote = (body: string) => api.raw('PUT', '/api/models/poster-genre/champion', body, JSON_BODY);
const retrain = (body: string) => api.raw('POST', '/api/models/poster-genre/retrainings', body, JSON_BODY);
const recommend = (...parts: readonly Part[]) =>
  api.raw('POST', '/api/recommendations/poster-genre', form(...parts), FORM);
/** Sends a form without saying how long it is. */
function chunked(body: Uint8Array): Promise<RawAnswer> {
  return api.raw('POST', '/api/predictions/poster-genre', body, { ...FORM, 'transfer-encoding': 'chunked' });
}

describeRefusals(CASES);

it('answers as before after all that, in the same process, without one error of its own', async () => {
  const answer = await toPoster(file('image', poster));
  expect([answer.status, api.process.exitCode]).toEqual([200, null]);
  expect(api.log).not.toMatch(/ERROR/);
});
