import * as tf from '@tensorflow/tfjs';
import { startTensorflow } from './tensorflow.js';

describe('startTensorflow', () => {
  it('chooses one backend for the process and computes with it', async () => {
    const backend = await startTensorflow();
    expect(tf.getBackend()).toBe(backend.name === 'native' ? 'tensorflow' : 'wasm');
    expect(await startTensorflow()).toBe(backend);
    const sum = tf.tidy(() => tf.tensor1d([1, 2, 3]).sum().dataSync()[0]);
    expect(sum).toBe(6);
  });
});
