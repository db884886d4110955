import { describeArtifactStore } from './artifact-store.contract.js';
import { MemoryArtifactStore } from './memory-artifact-store.js';

const store = new MemoryArtifactStore();

describeArtifactStore('MemoryArtifactStore', () => store);
