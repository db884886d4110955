import { safetensors } from './safetensors.contract.js';
import { readSafetensors } from './safetensors.js';
import { UnreadableWeightsError } from './unreadable-weights-error.js';

const WEIGHTS = new Map([
  ['matrix', { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) }],
  ['vector', { shape: [3], values: Float32Array.of(-1, 0.5, 1e-7) }],
]);

describe('readSafetensors', () => {
  it('reads names, shapes and elements', () => {
    expect(readSafetensors(safetensors(WEIGHTS))).toEqual(WEIGHTS);
  });

  it('refuses a file that is cut off, in its header or in its data', () => {
    const file = safetensors(WEIGHTS);
    expect(() => readSafetensors(file.subarray(0, -1))).toThrow(/vector is cut off/);
    expect(() => readSafetensors(file.subarray(0, 20))).toThrow(/ends within its header/);
    expect(() => readSafetensors(file.subarray(0, 3))).toThrow(/ends within its header/);
  });

  it('refuses a shape that does not fit the data, and a header that is no JSON', () => {
    const file = safetensors(new Map([['short', { shape: [9], values: Float32Array.of(1) }]]));
    expect(() => readSafetensors(file)).toThrow(/short is cut off, or not as long as its shape says/);
    const damaged = Buffer.from(file);
    damaged[8] = 0x21;
    expect(() => readSafetensors(damaged)).toThrow(UnreadableWeightsError);
  });
});
