import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PredictionAnswer } from '../../api/predictions/prediction.schema.js';
import { ApiBench, FIRST } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import { runDeployment, standInSettings } from './run-deployment.js';

const WRONG = '1.3.0';

let home: string;
let bench: ApiBench;
let api: RunningApi;
let front: Server;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'marquee-golden-'));
  await mkdir(join(home, 'movies'));
  bench = await ApiBench.create();
  await bench.serveAll();
  api = await bench.start();
  for (const family of bench.families.keys()) await api.served(family, FIRST);
  front = createServer((request, response) => void passOn(request, response));
  await once(front.listen(0, '127.0.0.1'), 'listening');
  await writeFile(join(home, 'movies/.env'), `MARQUEE_PORT=${(front.address() as AddressInfo).port}\n`);
}, 60_000);
afterAll(async () => {
  front?.closeAllConnections();
  front?.close();
  await api?.stop();
  await bench?.remove();
  await rm(home, { recursive: true, force: true });
}, 30_000);

const running = async () => (await readFile(join(home, 'movies/running'), 'utf8')).trim();

/** The real API; but one release decodes images a little otherwise, as a new version of a library may. */
async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = { 'content-type': request.headers['content-type'] ?? 'application/json' };
  const answer = await api.raw(request.method!, request.url!, Buffer.concat(chunks), headers);
  const isChanged = request.method === 'POST' && (await running()) === WRONG;
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(isChanged ? changed(answer.body) : answer.body);
}

function changed(body: string): string {
  const answer = JSON.parse(body) as PredictionAnswer;
  if (!('labels' in answer.prediction)) return body;
  const labels = answer.prediction.labels.map((label) => ({ ...label, probability: 0.98 * label.probability }));
  return JSON.stringify({ ...answer, prediction: { labels } });
}

it('takes a release into service when every champion answers its golden inputs, and goes back when one does not', async () => {
  const good = await runDeployment(home, '1.2.0', standInSettings(home));
  expect([good.exitCode, good.said]).toEqual([0, '']);
  expect(good.summary).toMatch(
    /poster\S*genre 20261121T070000Z\S*0000aaaa answers as it was published \\\(served, golden input 0/,
  );

  const wrong = await runDeployment(home, WRONG, standInSettings(home));
  expect(wrong.exitCode).toBe(1);
  expect(wrong.said).toMatch(
    /1\.3\.0 was not taken into service: poster-\w+ .*golden input 0: .* away from what training recorded/,
  );
  expect(wrong.said).toContain('Rolled back: 1.2.0 serves again and answers right.');
  expect(await running()).toBe('1.2.0');
}, 120_000);
