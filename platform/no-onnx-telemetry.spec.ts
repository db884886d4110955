import { jest } from '@jest/globals';

beforeEach(() => {
  jest.resetModules();
  delete process.env.ORT_DISABLE_TELEMETRY;
});

it.each(['api/serving/onnx-model', 'api/serving/inference-thread', 'training/open-session'])(
  'is out before %s opens a session',
  async (module) => {
    await import(`../${module}.js`);
    expect(process.env.ORT_DISABLE_TELEMETRY).toBe('1');
  },
);
