import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '../platform/adapters.js';
import type { Stores } from '../platform/adapters.js';
import { readEnvironment } from '../platform/environment.js';
import { publishFiles } from '../test/api/publish-files.js';
import { runMarquee } from '../test/cli/recorded-shell.js';

const [FIRST, SECOND] = ['20261121T070000Z-0000aaaa', '20261121T080000Z-0000bbbb'] as const;

let folder: string;
let here: Stores;
const homeOf = (name: string) => join(folder, name);
const storesOf = (name: string): Promise<Stores> => openStores(readEnvironment({ MARQUEE_HOME: homeOf(name) }));
const run = (command: string, option: string, from = 'here') =>
  runMarquee([command, option, homeOf('backup'), '--json'], { variables: { MARQUEE_HOME: homeOf(from) } });
const championOf = async ({ registry }: Stores, family = 'f') => (await registry.champion(family))?.champion.version;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'marquee-backup-'));
  here = await storesOf('here');
  for (const version of [FIRST, SECOND]) await publishFiles(here.registry, 'f', version);
  await publishFiles(here.registry, 'g', FIRST);
  await promote(here, FIRST);
  await promote(here, SECOND);
});
afterEach(() => rm(folder, { recursive: true }));

async function promote({ registry }: Stores, version: string): Promise<void> {
  await registry.moveChampion('f', { version, reason: 'a spec wants it' }, await registry.champion('f'));
}

it('brings back every version and every champion after all was lost', async () => {
  const made = await run('backup', '--to');
  expect(made.json).toMatchObject({
    isWhole: true,
    families: [
      { family: 'f', versions: 2, newVersions: 2, champion: SECOND, problems: [] },
      { family: 'g', versions: 1, newVersions: 1, champion: null, problems: [] },
    ],
  });
  const before = await here.registry.champion('f');
  await rm(homeOf('here'), { recursive: true });

  expect((await run('restore', '--from')).exitCode).toBe(0);
  const again = await storesOf('here');
  expect(await again.registry.versions('f')).toEqual([SECOND, FIRST]);
  expect((await again.registry.champion('f'))?.champion).toEqual(before?.champion);
  expect(await again.registry.champion('g')).toBeNull();
});

it('takes only what is new the next time, and follows the champion', async () => {
  await run('backup', '--to');
  await promote(here, FIRST);
  expect((await run('backup', '--to')).json).toMatchObject({
    families: [{ versions: 2, newVersions: 0, champion: FIRST }, { newVersions: 0 }],
  });
});

it('leaves alone the champion of an installation that has one', async () => {
  await run('backup', '--to');
  await promote(here, FIRST);
  await run('restore', '--from');
  expect(await championOf(here)).toBe(FIRST);
});

it('says what is damaged, and copies everything else', async () => {
  await here.store.put(`models/f/${SECOND}/vocabulary.json`, Uint8Array.of(1));
  const { exitCode, json } = await run('backup', '--to');
  const problems = [expect.stringContaining(SECOND), expect.stringContaining(SECOND)] as string[]; // it, and the pointer to it
  expect([exitCode, json]).toMatchObject([
    1,
    {
      isWhole: false,
      families: [
        { versions: 1, champion: null, problems },
        { versions: 1, problems: [] },
      ],
    },
  ]);
});

it('says that there is nothing, and that it was not told where to', async () => {
  const empty = await runMarquee(['backup', '--to', homeOf('backup')], {
    variables: { MARQUEE_HOME: homeOf('empty') },
  });
  expect([empty.exitCode, empty.output]).toEqual([0, 'There is nothing to copy\n']);
  expect((await runMarquee(['restore'], { variables: {} })).exitCode).toBe(2);
});
