import dns from 'node:dns';
import { jest } from '@jest/globals';
import { describeArtifactStore } from '../../platform/artifact-store.contract.js';
import { openS3 } from '../../platform/open-s3.js';
import { realS3 } from './real-servers.js';
import type { RealServer } from './real-servers.js';

type Found = (error: null, addresses: readonly { address: string; family: number }[]) => void;

let server: RealServer;

beforeAll(async () => {
  server = await realS3('artifacts');
}, 60_000);
afterAll(() => server.remove());

describeArtifactStore('S3ArtifactStore', () => openS3('s3://artifacts/some/where', 'path'));

it('keeps its hands off what lies beside its prefix', async () => {
  const [ours, beside] = [openS3('s3://artifacts/ours', 'path'), openS3('s3://artifacts', 'path')];
  await ours.put('key', Uint8Array.of(1));
  expect(await beside.head('ours/key')).toMatchObject({ size: 1 });
  expect(await ours.head('ours/key')).toBeUndefined();
});

it('sends large artifacts in parts, under a condition too', async () => {
  const store = openS3('s3://artifacts/large', 'path');
  const bytes = new Uint8Array(20 * 2 ** 20).map((_, index) => index % 251);
  const { etag } = await store.put('model', bytes, { ifNoneMatch: '*' });
  expect(etag).toMatch(/-3"$/); // S3's mark of three parts
  expect(Buffer.compare((await store.get('model')).bytes, bytes)).toBe(0);
  await expect(store.put('model', bytes, { ifNoneMatch: '*' })).rejects.toMatchObject({ code: 'ARTIFACT_CONFLICT' });
}, 60_000);

it('says that the bucket cannot be used, and goes on when the server is back', async () => {
  const store = openS3('s3://artifacts/away', 'path');
  await store.put('key', Uint8Array.of(7));
  await server.kill();
  await expect(store.get('key')).rejects.toMatchObject({ code: 'ARTIFACTS_UNAVAILABLE', status: 503 });
  await server.restart();
  expect((await store.get('key')).bytes).toEqual(Uint8Array.of(7));
}, 60_000);

it.each([
  ['a bucket that is not there', 's3://no-such-bucket', {}],
  ['a wrong key', 's3://artifacts', { AWS_SECRET_ACCESS_KEY: 'wrong' }],
])('tells %s from a server that is away', async (_what, place, environment) => {
  Object.assign(process.env, environment);
  try {
    await expect(openS3(place, 'path').put('key', Uint8Array.of(1))).rejects.toMatchObject({
      code: 'ARTIFACTS_REFUSED',
    });
  } finally {
    Object.assign(process.env, server.environment);
  }
});

it('names the bucket in the host name when it is told so', async () => {
  const domain = 's3.test';
  const virtual = await realS3('films', domain);
  const lookUp = jest.spyOn(dns, 'lookup').mockImplementation(((host: string, options: object, found: Found) => {
    hosts.add(host);
    found(null, [{ address: '127.0.0.1', family: 4 }]);
  }) as typeof dns.lookup);
  const hosts = new Set<string>();
  try {
    process.env['AWS_ENDPOINT_URL_S3'] = `http://${domain}:${virtual.port}`;
    const store = openS3('s3://films/some/where', 'virtual-host');
    const { etag } = await store.put('key', Uint8Array.of(3), { ifNoneMatch: '*' });
    expect(await store.get('key')).toEqual({ bytes: Uint8Array.of(3), etag });
    await expect(store.put('key', Uint8Array.of(4), { ifNoneMatch: '*' })).rejects.toMatchObject({
      code: 'ARTIFACT_CONFLICT',
    });
    expect([...hosts]).toEqual([`films.${domain}`]);
  } finally {
    lookUp.mockRestore();
    await virtual.remove();
    Object.assign(process.env, server.environment);
  }
}, 60_000);
