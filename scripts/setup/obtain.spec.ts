import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Asset } from './lock.mjs';
import { obtain } from './obtain.mjs';

const CONTENT = 'the weights';
let folder: string;
let server: Server | undefined;
let requests: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-obtain-'));
  requests = 0;
});

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function serve(answer: RequestListener): Promise<string> {
  const listening = createServer((request, response) => {
    requests++;
    answer(request, response);
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/weights`;
}

function asset(url: string): Asset {
  return {
    ...{ title: 'Weights', version: '1.0.0', licence: 'MIT', file: 'weights.whl', bytes: CONTENT.length },
    sha256: createHash('sha256').update(CONTENT).digest('hex'),
    sources: [{ kind: 'cache' }, { kind: 'mirror' }, { kind: 'download', url }],
  };
}

const places = (mirror?: string) => ({ root: folder, cache: join(folder, 'cache'), mirror });
const downloads = () => readdir(join(folder, 'cache/downloads')).catch(() => []);

it('downloads once and finds it there the next time', async () => {
  const wanted = asset(await serve((_request, response) => response.end(CONTENT)));

  const first = await obtain(wanted, places());
  const second = await obtain(wanted, places());

  expect(first.from).toBe(new URL((wanted.sources[2] as { url: string }).url).host);
  expect(second).toEqual({ result: first.result, from: 'cache' });
  expect(await readFile(second.result, 'utf8')).toBe(CONTENT);
  expect(requests).toBe(1);
});

it('refuses a download with another content, asks again, and keeps nothing of the broken one', async () => {
  const wanted = asset(await serve((_request, response) => response.end(requests < 3 ? 'the wrights' : CONTENT)));

  const { result } = await obtain(wanted, places());

  expect(await readFile(result, 'utf8')).toBe(CONTENT);
  expect(requests).toBe(3);
  expect(await downloads()).toHaveLength(1);
});

it('asks again when a download breaks off', async () => {
  const wanted = asset(
    await serve((_request, response) => {
      if (requests > 1) return response.end(CONTENT);
      response.writeHead(200, { 'content-length': CONTENT.length });
      response.write('the', () => response.destroy());
    }),
  );

  await expect(obtain(wanted, places())).resolves.toBeDefined();
  expect(requests).toBe(2);
});

it('gives up on content that stays wrong, and leaves nothing behind', async () => {
  const wanted = asset(await serve((_request, response) => response.end('the wrights')));

  await expect(obtain(wanted, places())).rejects.toThrow(/broken: its sha256 is [0-9a-f]{64} instead of/);
  expect(requests).toBe(3);
  expect(await downloads()).toEqual([]);
});

it('does not ask again where there is nothing', async () => {
  const wanted = asset(await serve((_request, response) => response.writeHead(404).end()));

  await expect(obtain(wanted, places())).rejects.toThrow('answered 404 Not Found');
  expect(requests).toBe(1);
});

it('names the thing, every source with its reason, and what the person can do', async () => {
  const wanted = asset('http://127.0.0.1:9/weights');

  const error: unknown = await obtain(wanted, places()).catch((reason: unknown) => reason);

  expect((error as Error).message.split('\n')).toEqual([
    'Weights 1.0.0 could not be had. Tried, in this order:',
    '  - cache: not there',
    '  - mirror: MARQUEE_MIRROR is not set',
    expect.stringMatching(/^ {2}- 127\.0\.0\.1:9: .+/),
    `What you can do: mend the connection and start again, or put the file weights.whl (sha256 ${wanted.sha256})`,
    'into a folder and name that folder in MARQUEE_MIRROR.',
  ]);
});

it('takes a file from the mirror folder, where it lies', async () => {
  const mirror = join(folder, 'mirror');
  await mkdir(mirror);
  await writeFile(join(mirror, 'weights.whl'), CONTENT);

  const { result, from } = await obtain(asset('http://127.0.0.1:9/weights'), places(mirror));

  expect(result).toBe(join(mirror, 'weights.whl'));
  expect(from).toBe(`mirror ${mirror}`);
});

it('throws away what got broken in the cache and fetches it again', async () => {
  const wanted = asset(await serve((_request, response) => response.end(CONTENT)));
  const { result } = await obtain(wanted, places());
  await writeFile(result, 'the wrights');

  await obtain(wanted, places());

  expect(await readFile(result, 'utf8')).toBe(CONTENT);
  expect(requests).toBe(2);
});
