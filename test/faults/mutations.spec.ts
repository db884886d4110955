import { jest } from '@jest/globals';
import type { Fields } from '../../models/model-family.js';
import type { ArtifactStore } from '../../platform/artifact-store.js';
import { openStores } from '../../platform/adapters.js';
import { readEnvironment } from '../../platform/environment.js';
import { championKey } from '../../platform/version-keys.js';
import { Random } from '../../training/random.js';
import { ApiBench, FIRST, SECOND, THIRD } from '../api/api-bench.js';
import type { RunningApi } from '../api/running-api.js';
import { anyPoster } from '../api/tiny-versions.js';
import { mutants } from './mutations.js';
import type { NamedMutant, Subject } from './mutations.js';
import { partsOf, renamed, sealed } from './stored-version.js';
import type { Artifacts } from './stored-version.js';

const MUTATIONS = Number(process.env['SOAK_MUTATIONS'] ?? 200);
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const STRANGERS: Readonly<Record<string, string>> = {
  'plot-genre': 'poster-genre',
  'poster-check': 'poster-genre',
  'poster-genre': 'poster-check',
};

jest.setTimeout(60_000 + MUTATIONS * 2000);

let bench: ApiBench;
let api: RunningApi;
let store: ArtifactStore;
const subjects = new Map<string, Subject>();
let image: Uint8Array;

beforeAll(async () => {
  image = await anyPoster();
  bench = await ApiBench.create();
  const stores = await openStores(readEnvironment({ MARQUEE_HOME: bench.home }));
  store = stores.store;
  await bench.serveAll();
  for (const family of bench.families.values()) {
    await bench.versions.publish(family, { version: SECOND, seed: 2 });
    await bench.versions.publish(family, { version: THIRD, seed: 3 });
  }
  for (const [family, stranger] of Object.entries(STRANGERS)) {
    const [version, other] = [await partsOf(stores, family, SECOND), await partsOf(stores, family, THIRD)];
    subjects.set(family, { version, other, stranger: await partsOf(stores, stranger, SECOND) });
  }
  api = await bench.start({ MARQUEE_WATCH_SECONDS: '0.05', MARQUEE_INFERENCE_THREADS: '1' });
  await Promise.all([...subjects.keys()].map((family) => api.served(family, FIRST)));
}, 60_000);

afterAll(async () => {
  await api?.stop();
  await bench?.remove();
});

it(`refuses ${MUTATIONS} mutations of a version, says why, and answers with the old version all the while`, async () => {
  const all = mutants(MUTATIONS, subjects, new Random(SEED));
  const expected = new Map([...subjects.keys()].map((family) => [family, all.filter((one) => one.family === family)]));
  await Promise.all([...expected].map(([family, own]) => refuseAll(family, own)));

  const metrics = (await api.raw('GET', '/metrics')).body;
  for (const [family, own] of expected) {
    for (const [code, outcome] of [
      ['VERSION_CORRUPT', 'corrupt'],
      ['VERSION_REFUSED', 'refused'],
    ]) {
      const count = own.filter((one) => one.code === code).length;
      expect(metrics).toContain(
        `marquee_reloads_total{family="${family}",outcome="${outcome}",code="${code}"} ${count}\n`,
      );
    }
  }
  tell(all);
});

it.each([
  ['that is empty', '', 'cannot be read'],
  ['that is no JSON', '{"version"', 'cannot be read'],
  [
    'that names no version',
    JSON.stringify({ version: '../x', promotedAt: '2026-11-22T00:00:00Z', reason: '' }),
    'read',
  ],
  ['to a version that is not there', pointer('20261123T000000Z-00000000'), 'No version 20261123T000000Z-00000000'],
])(
  'keeps answering with the old version after a champion pointer %s, and heals with the next',
  async (_which, content, reason) => {
    const family = 'plot-genre';
    await store.put(championKey(family), new TextEncoder().encode(content));
    await api.eventually(async () => (await statusOf(family)).problem?.includes(reason) ?? false);
    expect(await answeringVersion(family)).toBe(FIRST);
    expect((await api.raw('GET', '/metrics')).body).toMatch(
      /marquee_reloads_total\{family="plot-genre",outcome="\w+",code="(CHAMPION_CORRUPT|VERSION_NOT_FOUND)"\}/,
    );
    await promote(family, FIRST);
    await api.eventually(async () => (await statusOf(family)).problem === null);
  },
);

it('serves the same versions when nothing was done to them but another name', async () => {
  for (const [family, { version }] of subjects) {
    const name = '20261124T000000Z-00000000';
    await write(sealed(renamed(version, name)));
    await promote(family, name);
    await api.served(family, name);
    expect(await statusOf(family)).toMatchObject({ problem: null });
  }
});

/** One after the other: how it was refused, and who answered meanwhile. */
async function refuseAll(family: string, own: readonly NamedMutant[]): Promise<void> {
  for (const mutant of own) {
    const { kind, version, detail, reason } = mutant;
    await write(mutant.artifacts);
    await promote(family, version);
    let problem: string | null = null;
    const answered: string[] = [];
    await api.eventually(async () => {
      answered.push(await answeringVersion(family));
      ({ problem } = await statusOf(family));
      return problem?.includes(version) || answered.at(-1) !== FIRST;
    });
    const story = `${kind} of ${family} (${detail}; seed ${SEED})`;
    expect({ story, answered: new Set(answered), problem }).toEqual({
      story,
      answered: new Set([FIRST]),
      problem: expect.stringMatching(reason) as string,
    });
  }
}

async function answeringVersion(family: string): Promise<string> {
  const fields: Fields = family === 'plot-genre' ? { plot: 'The house laughs at the story.' } : { image };
  const answer = await api.post(`/api/predictions/${family}`, fields);
  const { version } = (await answer.json()) as { version?: string };
  return version ?? `status ${answer.status}`;
}

function statusOf(family: string): Promise<{ problem: string | null }> {
  return api.get(`/api/models/${family}`);
}

async function write(artifacts: Artifacts): Promise<void> {
  for (const [key, bytes] of artifacts) await store.put(key, bytes);
}

/** Whatever the version is like: the registry itself would not make some of these champion. */
async function promote(family: string, version: string): Promise<void> {
  await store.put(championKey(family), new TextEncoder().encode(pointer(version)));
}

function pointer(version: string): string {
  return JSON.stringify({
    version,
    promotedAt: '2026-11-22T00:00:00Z',
    reason: 'a spec wants it',
    previousVersion: FIRST,
  });
}

function tell(all: readonly NamedMutant[]): void {
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const lines = kinds.map((kind) => `  ${String(all.filter((one) => one.kind === kind).length).padStart(3)} ${kind}`);
  process.stdout.write(`refused ${all.length} of ${all.length}:\n${lines.join('\n')}\n`);
}
