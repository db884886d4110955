import { lock } from './lock.mjs';

const things = Object.entries(lock);

it.each(things)('%s has a version, a licence and a size', (_name, thing) => {
  expect(thing.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(thing.licence).not.toBe('');
  expect(thing.bytes).toBeGreaterThan(1e6);
});

it.each(things)('%s is pinned by its sha256, or the lock says by what else', (_name, thing) => {
  if (thing.sha256 === null) expect(thing.note).toContain('pinned by');
  else expect(thing.sha256).toMatch(/^[0-9a-f]{64}$/);
});

it.each(things)('%s has what is there already among its sources, and a registry as the last one', (_name, thing) => {
  const kinds = thing.sources.map(({ kind }) => kind);
  expect(kinds).toContain('cache');
  expect(['pip', 'go', 'npm']).toContain(kinds.at(-1));
});

it.each(['tensorflow', 'efficientnet', 'minilm', 'temporal', 'ffmpeg', 'versitygw', 'milvus', 'actionlint'] as const)(
  '%s asks near sources before far ones',
  (name) => {
    const kinds = lock[name].sources.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['cache', 'mirror']);
  },
);

it.each(['tensorflow', 'efficientnet', 'minilm', 'ffmpeg', 'milvus'] as const)(
  '%s is pinned to one version at its registry',
  (name) => {
    const requirement = lock[name].sources.flatMap((source) => (source.kind === 'pip' ? [source.requirement] : []));
    expect(requirement).toEqual([expect.stringMatching(`==${lock[name].version}$`)]);
  },
);

it.each(['temporal', 'versitygw', 'actionlint'] as const)('%s is built of one version of its module', (name) => {
  const modules = lock[name].sources.flatMap((source) => (source.kind === 'go' ? [source.module] : []));
  expect(modules).toEqual([expect.stringMatching(`@v${lock[name].version}$`)]);
});
