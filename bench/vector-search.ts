import { MemoryArtifactStore } from '../platform/memory-artifact-store.js';
import { MemoryVectorIndex } from '../platform/memory-vector-index.js';
import type { VectorEntry } from '../platform/vector-index.js';
import { Random } from '../training/random.js';

/** Prints what a question costs that is answered exactly, from memory: node dist/bench/vector-search.js */
const SIZES = [
  { vectors: 3_550, dimensions: 384 },
  { vectors: 3_550, dimensions: 1_280 },
  { vectors: 50_000, dimensions: 384 },
];
const QUESTIONS = 40;
const METADATA = { title: '', year: 2000, genres: [] };

const random = new Random(1);
const anyVector = (dimensions: number) => Float32Array.from({ length: dimensions }, () => random.fraction() - 0.5);

for (const { vectors, dimensions } of SIZES) {
  const index = new MemoryVectorIndex(new MemoryArtifactStore());
  const entries = Array.from({ length: vectors }, (_, at): VectorEntry => {
    return { id: String(at), vector: anyVector(dimensions), metadata: METADATA };
  });
  await index.replace('bench', entries);
  const milliseconds: number[] = [];
  for (let question = 0; question < QUESTIONS; question++) {
    const vector = anyVector(dimensions);
    const askedAt = performance.now();
    await index.nearest('bench', vector, 5);
    milliseconds.push(performance.now() - askedAt);
  }
  const median = milliseconds.sort((left, right) => left - right)[QUESTIONS / 2]!;
  console.log(
    `${vectors} vectors of ${dimensions} dimensions: ${median.toFixed(1)} ms a question (median of ${QUESTIONS})`,
  );
}
