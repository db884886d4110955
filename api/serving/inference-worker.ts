import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { readGolden } from '../../platform/golden.js';
import { MAX_BATCH } from './batcher.js';
import { checkGolden } from './golden-check.js';
import type { InferenceReply, InferenceRequest, InferenceSetup } from './inference-messages.js';
import { OnnxModel } from './onnx-model.js';
import { warmUpFields } from './warm-up.js';

/** The thread that answers: decodes inputs, runs the graph, decodes outputs. It says `ready` when verified and warm. */
const port = parentPort!;
const reply = (message: InferenceReply) => port.postMessage(message);

try {
  const [setup] = (await once(port, 'message')) as [InferenceSetup];
  const model = await OnnxModel.open(setup);
  await checkGolden(readGolden(setup.golden), (examples) => model.run(examples));
  await warmUp(model);
  port.on('message', (request: InferenceRequest) => void serve(model, request));
  reply({ kind: 'ready' });
} catch (error) {
  reply({ kind: 'refused', reason: error instanceof Error ? error.message : String(error) });
}

async function serve(model: OnnxModel, request: InferenceRequest): Promise<void> {
  if (request !== 'end') return reply({ kind: 'answers', outcomes: await model.answer(request.batch) });
  await model.release();
  port.close();
}

/** The first run of a shape is the slow one; a batch can have any size up to the largest. */
async function warmUp(model: OnnxModel): Promise<void> {
  const fields = await warmUpFields(model.family.input);
  for (const size of [1, MAX_BATCH]) {
    const outcomes = await model.answer(Array.from({ length: size }, () => fields));
    const failed = outcomes.find(({ kind }) => kind !== 'answer');
    if (failed && 'message' in failed) throw new Error(`it cannot be warmed up: ${failed.message}`);
  }
}
