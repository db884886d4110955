import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { text } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { verifyVersion } from '../../cli/verify-version.js';
import { openStores } from '../../platform/adapters.js';
import type { Stores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { ApiBench, FIRST, SECOND, THIRD } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import { SmallDisk, describeOnSmallDisks } from './small-disk.js';

const FAMILY = 'plot-genre';
const JSON_BODY = { 'content-type': 'application/json' };
const ROOT = join(import.meta.dirname, '../..');

jest.setTimeout(60_000);

describeOnSmallDisks('an installation whose disk', () => {
  let disk: SmallDisk;
  let bench: ApiBench;
  let stores: Stores;
  let api: RunningApi;

  beforeAll(async () => {
    disk = SmallDisk.mount();
    bench = await ApiBench.create({ MARQUEE_HOME: disk.folder });
    stores = await openStores(readEnvironment({ MARQUEE_HOME: disk.folder }));
    await publish(FIRST, 1);
    await publish(SECOND, 2);
    for (const version of [FIRST, SECOND]) await bench.versions.promote(FAMILY, version);
    api = await bench.start({ MARQUEE_INFERENCE_THREADS: '1' });
    await api.served(FAMILY, SECOND);
  });
  afterAll(async () => {
    await api?.stop();
    await bench?.remove();
    disk.remove();
  });

  describe.each([
    {
      ...{ which: 'is full', code: 'STORAGE_FULL', status: 507, says: 'the disk is full' },
      ...{ damage: () => disk.fill(), mend: () => disk.free() },
    },
    {
      ...{ which: 'is read-only', code: 'STORAGE_READ_ONLY', status: 503, says: 'the file system is read-only' },
      ...{ damage: () => disk.makeReadOnly(), mend: () => disk.makeWritable() },
    },
  ])('$which', ({ code, status, says, damage, mend }) => {
    beforeEach(() => damage());
    afterEach(() => mend());

    it('says so of every write, with what and where, and loses nothing', async () => {
      const where = `cannot be stored or read in ${disk.folder}/artifacts: ${says}`;
      const writes = {
        [`models/${FAMILY}/${THIRD}/`]: publish(THIRD, 3),
        [`models/${FAMILY}/champion.json`]: bench.versions.promote(FAMILY, FIRST),
        'collections/others': stores.index.replace('others', [
          { id: 'm', vector: Float32Array.of(1), metadata: { title: 'M', year: 2000, genres: [] } },
        ]),
      };
      for (const [key, write] of Object.entries(writes)) {
        const error = await write.then(
          () => undefined,
          (reason: Error) => reason,
        );
        expect(error).toMatchObject({ code, message: expect.stringContaining(where) as string });
        expect(error?.message).toContain(key);
      }
      await expectNothingLost();
    });

    it('goes on predicting, tells who promotes, and starts', async () => {
      await expectAnswer(api.url);
      const promotion = JSON.stringify({ version: FIRST, reason: 'a spec wants it' });
      const refused = await api.raw('PUT', `/api/models/${FAMILY}/champion`, promotion, JSON_BODY);
      expect([refused.status, JSON.parse(refused.body)]).toMatchObject([status, { code }]);
      const another = await bench.start({ MARQUEE_HOME: disk.folder, MARQUEE_INFERENCE_THREADS: '1' });
      try {
        await another.served(FAMILY, SECOND);
        await expectAnswer(another.url);
      } finally {
        await another.stop();
      }
    });

    it('keeps npm start from beginning, with a sentence that says why and where', async () => {
      const script = `
        const { lockHome } = await import(${JSON.stringify(pathToFileURL(join(ROOT, 'scripts/start/home-lock.mjs')).href)});
        try { lockHome(${JSON.stringify(disk.folder)}); } catch (error) { console.log(error.message); }`;
      const start = spawn(process.execPath, ['--input-type=module', '-e', script]);
      expect(await text(start.stdout)).toMatch(
        `Marquee keeps everything in ${disk.folder}, and cannot write there: ${says}.`,
      );
      expect(existsSync(join(disk.folder, `started.pid.${start.pid}`))).toBe(false);
    });
  });

  it('was full goes on when there is room: what failed is done again, and a roll-back works', async () => {
    disk.fill();
    await expect(publish(THIRD, 3)).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    disk.free();
    await publish(THIRD, 3);
    await bench.versions.promote(FAMILY, THIRD);
    await api.served(FAMILY, THIRD);
    expect(await verifyVersion(stores, FAMILY, THIRD)).toMatchObject({ isSound: true });
    await bench.versions.promote(FAMILY, SECOND);
    await api.served(FAMILY, SECOND);
  });

  async function expectNothingLost(): Promise<void> {
    expect((await stores.registry.champion(FAMILY))?.champion.version).toBe(SECOND);
    expect(await stores.registry.versions(FAMILY)).toEqual([SECOND, FIRST]);
    for (const version of [FIRST, SECOND]) {
      expect(await verifyVersion(stores, FAMILY, version)).toMatchObject({ isSound: true });
    }
    expect(readdirSync(join(disk.folder, 'artifacts/models', FAMILY)).filter((name) => name.startsWith('~'))).toEqual(
      [],
    );
  }

  async function expectAnswer(url: string): Promise<void> {
    const body = new FormData();
    body.append('plot', 'The house laughs at the story.');
    const answer = await fetch(`${url}/api/predictions/${FAMILY}`, { method: 'POST', body });
    expect(await answer.json()).toMatchObject({ version: SECOND });
  }

  function publish(version: string, seed: number): Promise<void> {
    return bench.versions.publish(bench.family(FAMILY), { version, seed });
  }
});
