import { ParityError, checkParity } from './parity.js';

const probabilities = Float32Array.of(0.1, 0.9);

describe('checkParity', () => {
  it('gives the largest difference over all outputs', () => {
    const model = { probabilities, embedding: Float32Array.of(1) };
    const onnx = { probabilities: Float32Array.of(0.1, 0.9), embedding: Float32Array.of(1.0005) };
    expect(checkParity(model, onnx)).toBeCloseTo(5e-4, 6);
  });

  it('refuses a difference above the tolerance and names the output', () => {
    const onnx = { probabilities: Float32Array.of(0.1, 0.902) };
    expect(() => checkParity({ probabilities }, onnx)).toThrow(ParityError);
    expect(() => checkParity({ probabilities }, onnx)).toThrow(/probabilities: by 0.00200/);
    expect(checkParity({ probabilities }, onnx, 0.01)).toBeCloseTo(0.002, 5);
  });

  it('refuses a NaN, a missing output and another length', () => {
    expect(() => checkParity({ probabilities }, { probabilities: Float32Array.of(NaN, 0.9) })).toThrow(/NaN/);
    expect(() => checkParity({ probabilities }, {})).toThrow(/no such output/);
    expect(() => checkParity({ probabilities }, { probabilities: Float32Array.of(0.1) })).toThrow(/1 elements/);
  });
});
