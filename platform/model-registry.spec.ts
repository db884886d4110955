import { CorruptVersionError, ChampionConflictError, VersionNotFoundError } from './errors.js';
import { MemoryArtifactStore } from './memory-artifact-store.js';
import { ModelRegistry } from './model-registry.js';

const FAMILY = 'poster-genre';
const text = (value: string) => new TextEncoder().encode(value);
const versionOf = (day: number) => `202611${String(day).padStart(2, '0')}T074500Z-1a2b3c4d`;
const [FIRST, SECOND] = [versionOf(1), versionOf(2)];

const draft = (version: string, parentVersion: string | null = null) => ({
  family: FAMILY,
  version,
  createdAt: '2026-11-21T07:45:00Z',
  collection: `poster_genre_${version}`,
  lineage: {
    dataset: { key: 'datasets/poster-genre/1.json', hash: '1', counts: { train: 8, validation: 1, test: 1 } },
    parentVersion,
    backbones: [{ name: 'none', sha256: '0' }],
    hyperparameters: { epochs: 1 },
    overrides: {},
    seed: 1,
    gitCommit: null,
    libraries: {},
    durationSeconds: 1,
  },
});
const champion = (version: string) => ({ version, reason: 'the first' });

let store: MemoryArtifactStore;
let registry: ModelRegistry;
beforeEach(() => {
  store = new MemoryArtifactStore();
  registry = new ModelRegistry(store);
});

async function publish(version: string, parentVersion: string | null = null): Promise<void> {
  await registry.writeFile(FAMILY, version, 'model.onnx', text(`weights of ${version}`));
  await registry.commit(draft(version, parentVersion));
}

describe('a version', () => {
  it('does not exist before its manifest', async () => {
    await registry.writeFile(FAMILY, FIRST, 'model.onnx', text('half'));
    expect(await registry.versions(FAMILY)).toEqual([]);
    await expect(registry.manifest(FAMILY, FIRST)).rejects.toThrow(VersionNotFoundError);
    await expect(registry.readFile(FAMILY, FIRST, 'model.onnx')).rejects.toThrow(VersionNotFoundError);
    await expect(registry.moveChampion(FAMILY, champion(FIRST), null)).rejects.toThrow(VersionNotFoundError);
    expect(await registry.readUncommittedFile(FAMILY, FIRST, 'model.onnx')).toEqual(text('half'));
  });

  it('is committed with the sha256 and size of every file', async () => {
    await registry.writeFile(FAMILY, FIRST, 'model.onnx', text('draft'));
    await registry.writeFile(FAMILY, FIRST, 'model.onnx', text('abc'));
    await registry.writeFile(FAMILY, FIRST, 'golden.json', text(''));
    const manifest = await registry.commit(draft(FIRST));
    expect(manifest.files).toEqual([
      { name: 'golden.json', size: 0, sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
      { name: 'model.onnx', size: 3, sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
    ]);
    expect(await registry.manifest(FAMILY, FIRST)).toEqual(manifest);
    expect(await registry.readFile(FAMILY, FIRST, 'model.onnx')).toEqual(text('abc'));
  });

  it('never changes again', async () => {
    await publish(FIRST);
    const published = { code: 'VERSION_COMMITTED' };
    await expect(registry.writeFile(FAMILY, FIRST, 'model.onnx', text('x'))).rejects.toMatchObject(published);
    await expect(registry.discard(FAMILY, FIRST)).rejects.toMatchObject(published);
    expect(await registry.readFile(FAMILY, FIRST, 'model.onnx')).toEqual(text(`weights of ${FIRST}`));
  });

  it('is committed once, however often the commit is repeated', async () => {
    await publish(FIRST);
    const again = await registry.commit({ ...draft(FIRST), createdAt: '2026-11-22T00:00:00Z' });
    expect(again.createdAt).toBe(draft(FIRST).createdAt);
    await store.put(`models/${FAMILY}/${FIRST}/model.onnx`, text('other'));
    await expect(registry.commit(draft(FIRST))).rejects.toMatchObject({ code: 'VERSION_COMMITTED' });
  });

  it('is not committed without files', async () => {
    await expect(registry.commit(draft(FIRST))).rejects.toMatchObject({ code: 'VERSION_EMPTY' });
  });

  it('is discarded whole while it is being made', async () => {
    await publish(SECOND);
    await registry.writeFile(FAMILY, FIRST, 'model.onnx', text('half'));
    await registry.discard(FAMILY, FIRST);
    await registry.discard(FAMILY, FIRST);
    for await (const { key } of store.list(`models/${FAMILY}/`)) expect(key).toContain(SECOND);
  });

  it('is refused when a byte of it changed, when a file is gone, when its manifest is damaged', async () => {
    await publish(FIRST);
    const key = `models/${FAMILY}/${FIRST}/model.onnx`;
    await store.put(key, text(`Weights of ${FIRST}`));
    await expect(registry.readFile(FAMILY, FIRST, 'model.onnx')).rejects.toThrow(/sha256/);
    await store.put(key, text('weights'));
    await expect(registry.readFile(FAMILY, FIRST, 'model.onnx')).rejects.toThrow(/7 bytes instead of 36/);
    await store.delete(key);
    await expect(registry.readFile(FAMILY, FIRST, 'model.onnx')).rejects.toThrow(/missing/);
    await store.put(`models/${FAMILY}/${FIRST}/manifest.json`, text('{'));
    await expect(registry.readFile(FAMILY, FIRST, 'model.onnx')).rejects.toThrow(CorruptVersionError);
  });

  it.each(['../x', '', '.hidden', 'a/b', 'a\0', 'nothing.bin', 'manifest.json'])('has no file %j', async (name) => {
    await publish(FIRST);
    await expect(registry.readFile(FAMILY, FIRST, name)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });

  it.each(['..', '', '%2e%2e', '20261121', `${FIRST}/../${SECOND}`])('is never named %j', async (version) => {
    await expect(registry.manifest(FAMILY, version)).rejects.toThrow(VersionNotFoundError);
    await expect(registry.manifest(version, FIRST)).rejects.toMatchObject({ status: 404 });
  });
});

it('lists versions newest first, and nothing else', async () => {
  for (const day of [2, 11, 1]) await publish(versionOf(day));
  await registry.writeFile(FAMILY, versionOf(12), 'model.onnx', text('half'));
  await registry.moveChampion(FAMILY, champion(FIRST), null);
  expect(await registry.versions(FAMILY)).toEqual([versionOf(11), versionOf(2), versionOf(1)]);
  expect(await registry.versions('plot-genre')).toEqual([]);
});

describe('the champion', () => {
  it('is nobody at first, then whoever it was moved to, and back', async () => {
    await publish(FIRST);
    await publish(SECOND);
    expect(await registry.champion(FAMILY)).toBeNull();
    const first = await registry.moveChampion(FAMILY, champion(FIRST), null);
    expect(await registry.champion(FAMILY)).toEqual(first);
    const second = await registry.moveChampion(FAMILY, champion(SECOND), first);
    const back = await registry.moveChampion(FAMILY, champion(FIRST), second);
    expect((await registry.champion(FAMILY))?.champion.version).toBe(FIRST);
    expect(back.champion).toMatchObject({ version: FIRST, previousVersion: SECOND });
    const again = await registry.moveChampion(FAMILY, champion(FIRST), back);
    expect(again.champion).toMatchObject({ version: FIRST, previousVersion: SECOND });
  });

  it('remembers who was champion before, the latest first and each once', async () => {
    const days = [1, 2, 3, 2, 4];
    for (const day of new Set(days)) await publish(versionOf(day));
    for (const day of days) {
      await registry.moveChampion(FAMILY, champion(versionOf(day)), await registry.champion(FAMILY));
    }
    expect(await registry.champion(FAMILY)).toMatchObject({
      champion: { version: versionOf(4), previousVersion: versionOf(2) },
      earlierVersions: [versionOf(3), versionOf(1)],
    });
  });

  it('stays when somebody moved it since it was read', async () => {
    await publish(FIRST);
    await publish(SECOND);
    const seen = await registry.moveChampion(FAMILY, champion(FIRST), null);
    await registry.moveChampion(FAMILY, champion(SECOND), seen);
    await expect(registry.moveChampion(FAMILY, champion(FIRST), seen)).rejects.toThrow(ChampionConflictError);
    await expect(registry.moveChampion(FAMILY, champion(FIRST), null)).rejects.toThrow(ChampionConflictError);
    expect((await registry.champion(FAMILY))?.champion.version).toBe(SECOND);
  });

  it('is moved by exactly one of 20 publishers that saw the same champion', async () => {
    for (let day = 1; day <= 21; day++) await publish(versionOf(day));
    const seen = await registry.moveChampion(FAMILY, champion(versionOf(21)), null);
    const moves = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => registry.moveChampion(FAMILY, champion(versionOf(index + 1)), seen)),
    );
    const winners = moves.flatMap((move) => (move.status === 'fulfilled' ? [move.value.champion.version] : []));
    expect(winners).toEqual([(await registry.champion(FAMILY))?.champion.version]);
  });
});

describe('pruning', () => {
  it('keeps the newest, the champion and the one before it', async () => {
    for (let day = 1; day <= 8; day++) await publish(versionOf(day));
    const seen = await registry.moveChampion(FAMILY, champion(versionOf(5)), null);
    await registry.moveChampion(FAMILY, champion(versionOf(3)), seen); // rolled back
    const removed: string[] = [];
    await registry.prune(FAMILY, 2, (version) => Promise.resolve(void removed.push(version)));
    expect(removed.sort()).toEqual([1, 2, 4, 6].map(versionOf));
    expect(await registry.versions(FAMILY)).toEqual([8, 7, 5, 3].map(versionOf));
    for await (const { key } of store.list(`models/${FAMILY}/${versionOf(4)}`)) throw new Error(`${key} is left`);
  });

  it('keeps what somebody serves, and removes it when nobody does any more', async () => {
    for (const day of [1, 2, 3]) await publish(versionOf(day));
    await registry.leases.hold(FAMILY, FIRST, 'an-api');
    const dropped: string[] = [];
    const alsoDrop = (version: string) => Promise.resolve(void dropped.push(version));
    await registry.prune(FAMILY, 1, alsoDrop);
    expect(dropped).toEqual([SECOND]);
    await registry.leases.release(FAMILY, FIRST, 'an-api');
    await registry.prune(FAMILY, 1, alsoDrop);
    expect(dropped).toEqual([SECOND, FIRST]);
  });

  it('keeps what was published just now, though a clock that was set back gave it the oldest name', async () => {
    for (const day of [2, 3, 4, 1]) await publish(versionOf(day));
    await registry.prune(FAMILY, 2, () => Promise.resolve(), versionOf(1));
    expect(await registry.versions(FAMILY)).toEqual([4, 3, 1].map(versionOf));
  });

  it('goes on where it was killed', async () => {
    for (const day of [1, 2, 3]) await publish(versionOf(day));
    const killed = registry.prune(FAMILY, 1, () => Promise.reject(new Error('killed')));
    await expect(killed).rejects.toThrow('killed');
    const removed: string[] = [];
    await registry.prune(FAMILY, 1, (version) => Promise.resolve(void removed.push(version)));
    expect(removed.sort()).toEqual([FIRST, SECOND]);
    for await (const { key } of store.list(`models/${FAMILY}/`)) expect(key).toContain(versionOf(3));
  });

  it('removes old versions that cannot be read, and what runs left that never ended', async () => {
    await publish(FIRST);
    await store.put(`models/${FAMILY}/${FIRST}/manifest.json`, text('{'));
    await registry.writeFile(FAMILY, SECOND, 'model.onnx', text('half'));
    for (const day of [3, 4]) await publish(versionOf(day));
    await registry.prune(FAMILY, 2, () => Promise.resolve());
    const left = new Set<string>();
    for await (const { key } of store.list(`models/${FAMILY}/`)) left.add(key.split('/')[2]!);
    expect([...left].sort()).toEqual([3, 4].map(versionOf));
  });

  it('leaves alone what is still being made', async () => {
    for (const day of [1, 3]) await publish(versionOf(day));
    await registry.writeFile(FAMILY, SECOND, 'model.onnx', text('half'));
    await registry.prune(FAMILY, 2, () => Promise.reject(new Error('nothing is to be removed')));
    expect(await registry.readUncommittedFile(FAMILY, SECOND, 'model.onnx')).toEqual(text('half'));
  });
});
