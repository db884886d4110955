import { jest } from '@jest/globals';
import { openMilvus } from '../../platform/open-milvus.js';
import { describeVectorIndex } from '../../platform/vector-index.contract.js';
import { realMilvus } from './real-servers.js';
import type { RealServer } from './real-servers.js';

jest.setTimeout(60_000); // a real server takes seconds to make, index and load a collection

let server: RealServer;
const open = () => openMilvus(server.environment['MARQUEE_VECTORS']!);

beforeAll(async () => {
  server = await realMilvus();
}, 180_000);
afterAll(() => server.remove(), 60_000);

describeVectorIndex('MilvusVectorIndex', open);

it('says that the server is away, answers again within 10 s of its return, and has lost nothing', async () => {
  const index = open();
  const metadata = { title: 'Stays', year: 2000, genres: ['Drama'] };
  await index.replace('stays', [{ id: 'it', vector: Float32Array.of(1, 0), metadata }]);
  await server.kill();
  const asked = index.nearest('stays', Float32Array.of(1, 0), 1);
  await expect(asked).rejects.toMatchObject({ code: 'VECTORS_UNAVAILABLE', status: 503 });
  await server.restart();
  const backAt = Date.now();
  for (;;) {
    const [found] = await Promise.allSettled([index.nearest('stays', Float32Array.of(1, 0), 1)]);
    if (found.status === 'fulfilled') {
      expect(found.value).toMatchObject([{ id: 'it', metadata }]);
      break;
    }
    expect(Date.now() - backAt).toBeLessThan(10_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await index.drop('stays');
}, 120_000);
