import { gitCommit, libraryVersions } from './provenance.js';

it('names the commit in full, or says that there is none', async () => {
  const commit = await gitCommit();
  if (commit !== null) expect(commit).toMatch(/^[0-9a-f]{40}(-dirty)?$/);
});

it('names the versions that are installed', async () => {
  const versions = await libraryVersions();
  expect(versions.node).toBe(process.versions.node);
  for (const name of ['@tensorflow/tfjs', 'onnxruntime-node', 'sharp'])
    expect(versions[name]).toMatch(/^\d+\.\d+\.\d+/);
});
