import { jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeArtifactStore } from './artifact-store.contract.js';
import { FileArtifactStore } from './file-artifact-store.js';
import { claimName, draftName } from './key-claims.js';

const EVERYTHING_BUT_PERFORMANCE = [
  ...(['Date', 'hrtime', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

const folder = mkdtempSync(join(tmpdir(), 'marquee-artifacts-'));
afterAll(() => rmSync(folder, { recursive: true }));
const text = (value: string) => new TextEncoder().encode(value);

describeArtifactStore('FileArtifactStore', () => new FileArtifactStore(folder));

describe('FileArtifactStore', () => {
  let root: string;
  let store: FileArtifactStore;
  beforeEach(() => {
    root = mkdtempSync(join(folder, 'store-'));
    store = new FileArtifactStore(root);
  });

  it('keeps plain files that a person can look at', async () => {
    await store.put('models/a/model.json', text('{}'));
    expect(await readFile(join(root, 'models/a/model.json'), 'utf8')).toBe('{}');
  });

  it('leaves no empty folders and no drafts behind', async () => {
    await store.put('a/b/c', text('1'));
    await store.put('a/b/c', text('2'));
    await store.put('a/b/c', text('3'), { ifNoneMatch: '*' }).catch(() => undefined);
    expect(readdirSync(join(root, 'a/b'))).toEqual(['c']);
    await store.delete('a/b/c');
    expect(readdirSync(root)).toEqual([]);
  });

  it('keeps the etag while the content is the same, whoever wrote the file', async () => {
    const { etag } = await store.put('a', text('same'));
    writeFileSync(join(root, 'a'), 'same');
    expect((await store.head('a'))?.etag).toBe(etag);
    writeFileSync(join(root, 'a'), 'else');
    expect((await store.head('a'))?.etag).not.toBe(etag);
  });

  it('takes over the claim of a writer that was killed, and removes its draft', async () => {
    const { etag } = await store.put('pointer', text('old'));
    const killed = spawnSync(process.execPath, ['--version']).pid; // whoever had this process id runs no more
    const draft = draftName('pointer').replace(`~${process.pid}~`, `~${killed}~`);
    writeFileSync(join(root, draft), 'half');
    writeFileSync(join(root, claimName(draft)), 'half');
    await store.put('pointer', text('new'), { ifMatch: etag });
    expect(readdirSync(root).sort()).toEqual(['pointer']);
    expect(await readFile(join(root, 'pointer'), 'utf8')).toBe('new');
  });

  it('takes over a claim from another host that has stood for a minute, also when its time lies ahead', async () => {
    const claim = claimName(draftName('pointer')).replace(/(~claim~pointer~)[^~]+/, '$1elsewhere');
    writeFileSync(join(root, claim), 'half');
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000); // our own clock was set back since
    utimesSync(join(root, claim), tomorrow, tomorrow);
    jest.useFakeTimers({ doNotFake: EVERYTHING_BUT_PERFORMANCE });
    try {
      const putting = store.put('pointer', text('new'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(readdirSync(root)).not.toContain('pointer');
      jest.advanceTimersByTime(61_000);
      await putting;
    } finally {
      jest.useRealTimers();
    }
    expect(readdirSync(root)).toEqual(['pointer']);
  });

  it('says plainly that a key cannot lie inside another', async () => {
    await store.put('a', text('1'));
    await expect(store.put('a/b', text('2'))).rejects.toMatchObject({ code: 'ARTIFACT_KEY_NESTED' });
    await store.put('c/d', text('3'));
    await expect(store.put('c', text('4'))).rejects.toMatchObject({ code: 'ARTIFACT_KEY_NESTED' });
    expect(await store.head('a/b')).toBeUndefined();
    expect(await store.head('c')).toBeUndefined();
  });

  it('names the artifact and the reason when the folder cannot be one', async () => {
    writeFileSync(join(root, 'file'), '');
    const misplaced = new FileArtifactStore(join(root, 'file'));
    await expect(misplaced.put('a', text('1'))).rejects.toThrow(
      /^a cannot be stored or read in \/.*\/file: .* is a file$/,
    );
  });
});
