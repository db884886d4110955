import type { Notice } from './finding.js';

/** Serving needs none; training is many times faster with the native one. @throws Error */
export async function checkTensorflow(): Promise<string | Notice> {
  const advice = 'run `npm run setup` where models are trained';
  try {
    const { startTensorflow } = await import('../../training/tensorflow.js');
    const { name, description } = await startTensorflow();
    return name === 'native' ? description : { notice: description, advice };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    return { notice: 'none here: this machine can serve and not train', advice };
  }
}
