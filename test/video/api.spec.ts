import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Analysis, AnalysisDetails } from '../../api/analyses/analysis.schema.js';
import { FileArtifactStore } from '../../platform/file-artifact-store.js';
import { AnalysisStore } from '../../platform/videos/analysis-store.js';
import { RunningApi, emptyHome, removeHome } from '../api/running-api.js';
import { eventually } from '../retraining/eventually.js';
import { WorkerProcess } from '../retraining/worker-process.js';
import { startTemporal } from '../support/temporal-server.js';
import { inTurn, makeClip, withFfmpeg } from './made-clips.js';

const JSON_BODY = { 'content-type': 'application/json' };
const TUS = { 'tus-resumable': '1.0.0' };

let temporal: TestWorkflowEnvironment;
let folder: string;
let home: string;
let api: RunningApi;
let settings: Record<string, string>;
let film: Buffer;
const workers: WorkerProcess[] = [];

function startWorker(role: 'orchestration' | 'analysis'): WorkerProcess {
  const worker = new WorkerProcess(role, settings);
  workers.push(worker);
  return worker;
}

const announce = (length: number, name = 'A film.mp4') =>
  api.raw('POST', '/api/uploads', undefined, {
    ...{ ...TUS, 'upload-length': String(length) },
    'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
  });
const send = (location: string, offset: number, bytes: Uint8Array) =>
  api.raw('PATCH', location, bytes, {
    ...{ ...TUS, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    'content-length': String(bytes.length),
  });

async function uploaded(bytes: Uint8Array): Promise<string> {
  const location = String((await announce(bytes.length)).headers.location);
  expect((await send(location, 0, bytes)).status).toBe(204);
  return location.split('/').at(-1)!;
}

const analyse = (uploadId: string) => api.raw('POST', '/api/analyses', JSON.stringify({ uploadId }), JSON_BODY);
const idOf = ({ body }: { body: string }) => (JSON.parse(body) as Analysis).id;
const details = (id: string) => api.get<AnalysisDetails>(`/api/analyses/${id}`);
const ended = (id: string) =>
  eventually(
    () => details(id),
    ({ status }) => status !== 'running',
    60,
  );

withFfmpeg('videos through the API', () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-films-'));
    home = await emptyHome();
    temporal = await startTemporal();
    settings = { MARQUEE_HOME: home, TEMPORAL_ADDRESS: temporal.address, MARQUEE_HEARTBEAT_TIMEOUT_SECONDS: '3' };
    startWorker('orchestration');
    startWorker('analysis');
    api = await RunningApi.start(home, settings);
    film = await readFile(await makeClip(folder, 'film.mp4', ...inTurn(['bars', 2], ['fractal', 1], ['life', 1])));
  }, 90_000);

  afterAll(async () => {
    await api?.stop();
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await temporal?.teardown();
    await removeHome(home);
    await rm(folder, { recursive: true });
  }, 60_000);

  it('takes a video in pieces, and tells where to go on after a connection broke off', async () => {
    const { status, headers } = await announce(film.length);
    expect([status, headers.location]).toEqual([201, expect.stringMatching(/^\/api\/uploads\/[0-9a-f]{32}$/)]);
    const location = String(headers.location);
    expect((await send(location, 0, film.subarray(0, 5000))).headers['upload-offset']).toBe('5000');
    const elsewhere = await send(location, 4000, film.subarray(4000));
    expect([elsewhere.status, JSON.parse(elsewhere.body)]).toMatchObject([409, { code: 'UPLOAD_OFFSET' }]);
    const head = await api.raw('HEAD', location, undefined, TUS);
    expect([head.headers['upload-offset'], head.headers['upload-length']]).toEqual(['5000', String(film.length)]);

    const early = await analyse(location.split('/').at(-1)!);
    expect([early.status, JSON.parse(early.body)]).toMatchObject([
      409,
      { code: 'UPLOAD_INCOMPLETE', field: 'uploadId' },
    ]);
    expect((await send(location, 5000, film.subarray(5000))).status).toBe(204);
    expect((await api.raw('DELETE', location, undefined, TUS)).status).toBe(204);
    const gone = await api.raw('HEAD', location, undefined, TUS);
    expect([gone.status, gone.headers['content-type']]).toEqual([404, 'application/json']);
  }, 60_000);

  it('refuses what is no video by its content, and what is too large before it comes', async () => {
    const location = String((await announce(1000, 'virus.mp4')).headers.location);
    const refused = await send(location, 0, Buffer.alloc(1000, 'MZ'));
    expect([refused.status, JSON.parse(refused.body)]).toMatchObject([415, { code: 'NOT_A_VIDEO', field: 'video' }]);
    const large = await announce(501 * 2 ** 20);
    expect([large.status, JSON.parse(large.body)]).toMatchObject([413, { code: 'UPLOAD_TOO_LARGE' }]);
    const other = await api.raw('POST', '/api/uploads', undefined, { 'upload-length': '5' });
    expect([other.status, JSON.parse(other.body)]).toMatchObject([412, { code: 'INVALID_REQUEST' }]);
    const foreign = { ...TUS, 'upload-length': '5', origin: 'http://evil.example' };
    expect((await api.raw('POST', '/api/uploads', undefined, foreign)).status).toBe(403);
  }, 60_000);

  it('finds the shots, shows and exports them, and plays the video from anywhere', async () => {
    const uploadId = await uploaded(film);
    const started = await analyse(uploadId);
    const id = idOf(started);
    expect([started.status, started.headers.location]).toEqual([202, `/api/analyses/${id}`]);
    const events = await api.raw('GET', `/api/analyses/${id}/events`);
    const told = events.body.split('\n\n').filter((event) => event.includes('event: analysis'));
    expect(JSON.parse(/^data: (.*)$/m.exec(told.at(-1)!)![1]!)).toMatchObject({
      id,
      status: 'completed',
      shotCount: 3,
    });

    const found = await details(id);
    expect(found).toMatchObject({ name: 'A film.mp4', size: film.length, labelledBy: null, failure: null });
    expect(found.shots.map(({ start, end }) => [start, end].map(Math.round))).toEqual([
      [0, 2],
      [2, 3],
      [3, 4],
    ]);
    const thumbnail = await fetch(api.url + found.shots[1]!.thumbnailUrl);
    expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect((await fetch(`${api.url}/api/analyses/${id}/thumbnails/3`)).status).toBe(404);

    const whole = await fetch(api.url + found.videoUrl);
    expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'bytes']);
    expect(Buffer.compare(Buffer.from(await whole.arrayBuffer()), film)).toBe(0);
    const range = async (asked: string) => {
      const answer = await fetch(api.url + found.videoUrl, { headers: { range: asked } });
      const part = Buffer.from(await answer.arrayBuffer());
      return { status: answer.status, range: answer.headers.get('content-range'), part };
    };
    const size = film.length;
    const middle = await range('bytes=100-199');
    expect([middle.status, middle.range]).toEqual([206, `bytes 100-199/${size}`]);
    expect(Buffer.compare(middle.part, film.subarray(100, 200))).toBe(0);
    expect((await range(`bytes=${size - 5}-`)).part).toEqual(film.subarray(size - 5));
    expect((await range(`bytes=${size}-`)).status).toBe(416);

    const inUse = await api.raw('DELETE', `/api/uploads/${uploadId}`, undefined, TUS);
    expect([inUse.status, JSON.parse(inUse.body)]).toMatchObject([409, { code: 'UPLOAD_IN_USE', field: 'uploadId' }]);
    expect((await range('bytes=0-0')).status).toBe(206);

    const csv = await fetch(`${api.url}/api/analyses/${id}/export?format=csv`);
    expect(csv.headers.get('content-disposition')).toContain(`shots-${id}.csv`);
    expect((await csv.text()).split('\r\n').slice(0, 2)).toEqual([
      'shot,start,end,seconds',
      expect.stringMatching(/^1,0\.000,2\.0\d\d,2\.0\d\d$/),
    ]);
    const json = (await (await fetch(`${api.url}/api/analyses/${id}/export`)).json()) as AnalysisDetails;
    expect(json.shots).toEqual(found.shots);

    expect((await api.raw('DELETE', `/api/analyses/${id}`)).status).toBe(202);
    expect((await api.raw('GET', `/api/analyses/${id}`)).status).toBe(404);
    expect((await analyse(uploadId)).status).toBe(404); // its video went with it
  }, 90_000);

  it('says of a video that cannot be read what is wrong with it', async () => {
    const song = await makeClip(folder, 'song.mp4', '-f', 'lavfi', '-t', '1', '-i', 'sine', '-c:a', 'aac');
    const { failure, status } = await ended(idOf(await analyse(await uploaded(await readFile(song)))));
    expect([status, failure?.code]).toEqual(['failed', 'VIDEO_WITHOUT_PICTURES']);
  }, 90_000);

  it('goes on at the shot where a killed worker was', async () => {
    const parts = Array.from({ length: 24 }, (_, part) => [part % 2 ? 'bars' : 'fractal', 3] as const);
    const long = await readFile(await makeClip(folder, 'long.mp4', ...inTurn(...parts), '-preset', 'ultrafast'));
    const uploadId = await uploaded(long);
    const undisturbed = await ended(idOf(await analyse(uploadId)));
    expect(undisturbed.shots).toHaveLength(24);

    const artifacts = new FileArtifactStore(join(home, 'artifacts'));
    const analyses = new AnalysisStore(artifacts);
    const id = idOf(await analyse(uploadId));
    await eventually(
      () => analyses.shots(id),
      (file) => (file?.shots.length ?? 0) >= 4,
      60,
    );
    await workers[1]!.end('SIGKILL');
    const { length } = (await analyses.shots(id))!.shots;
    expect(length).toBeLessThan(24);
    await artifacts.delete(`analyses/${id}/thumbnails/00000.webp`);
    startWorker('analysis');

    const disturbed = await ended(id);
    const times = ({ shots }: AnalysisDetails) => shots.map(({ start, end }) => [start, end]);
    expect(times(disturbed)).toEqual(times(undisturbed));
    const again = await fetch(`${api.url}/api/analyses/${id}/thumbnails/0`);
    expect(again.status).toBe(404); // the first shot was not looked at a second time
    expect((await fetch(`${api.url}/api/analyses/${id}/thumbnails/${length}`)).status).toBe(200);
  }, 180_000);
});
