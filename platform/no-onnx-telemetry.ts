/**
 * From 1.29 on ONNX Runtime tells its makers what it runs: sessions, names and hashes of models, errors. Not from here.
 * It looks once, when a process opens its first session, and threads cannot set what it looks at: whoever opens sessions
 * or starts threads that do imports this.
 */
process.env.ORT_DISABLE_TELEMETRY = '1';
