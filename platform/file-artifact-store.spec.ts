import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeArtifactStore } from './artifact-store.contract.js';
import { FileArtifactStore } from './file-artifact-store.js';

const folder = mkdtempSync(join(tmpdir(), 'marquee-artifacts-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeArtifactStore('FileArtifactStore', () => new FileArtifactStore(folder));
