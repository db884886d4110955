import { TestEnvironment } from 'jest-environment-node';

/**
 * Node, with the typed arrays of the process itself. Jest gives every spec file its own global objects, but native add-ons
 * (TensorFlow, ONNX Runtime) check `instanceof Float32Array` against the process's and would refuse a spec's arrays.
 */
export default class NativeEnvironment extends TestEnvironment {
  constructor(/** @type {ConstructorParameters<typeof TestEnvironment>} */ ...options) {
    super(...options);
    Object.assign(this.global, {
      ArrayBuffer,
      Uint8Array,
      Uint8ClampedArray,
      Int8Array,
      Int16Array,
      Uint16Array,
      Int32Array,
      Uint32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
      BigUint64Array,
    });
  }
}
