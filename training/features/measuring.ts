import type { Measured } from '../network.js';
import type { Extractor } from './extractor.js';

const BATCH = 16;

/** An extractor that is asked for one example after the other, and keeps nothing open. */
export function measuring({ name, width, measure }: Pick<Measured, 'name' | 'width' | 'measure'>): Extractor {
  return {
    name,
    shape: [width],
    batchSize: BATCH,
    async extract(values) {
      const features = new Float32Array(values.length * width);
      for (const [row, value] of values.entries()) features.set(await measure(value as Uint8Array), row * width);
      return features;
    },
    close: () => Promise.resolve(),
  };
}
