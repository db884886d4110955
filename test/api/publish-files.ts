import type { ModelRegistry } from '../../platform/model-registry.js';

export const LINEAGE = {
  dataset: { key: 'datasets/tiny', hash: 'tiny', counts: { train: 8, validation: 1, test: 1 } },
  parentVersion: null,
  backbones: [{ name: 'none', sha256: 'none' }],
  hyperparameters: {},
  overrides: {},
  seed: 1,
  gitCommit: null,
  libraries: {},
  durationSeconds: 1,
};

/** A version with these files (one, if nothing is said), as far as the registry is concerned. */
export async function publishFiles(
  registry: ModelRegistry,
  family: string,
  version: string,
  files: Readonly<Record<string, unknown>> = { 'vocabulary.json': {} },
): Promise<void> {
  for (const [name, value] of Object.entries(files)) {
    await registry.writeFile(family, version, name, new TextEncoder().encode(JSON.stringify(value)));
  }
  await registry.commit({ family, version, createdAt: '2026-11-21T07:45:00.000Z', collection: null, lineage: LINEAGE });
}
