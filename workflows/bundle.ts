import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker';
import { BUNDLE } from './task-workers.js';

// Part of the build: node dist/workflows/bundle.js. Bundled once, workers start seconds sooner than if each did it.

const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('every.workflow.js', import.meta.url)),
  logger: new DefaultLogger('WARN'),
});
await writeFile(BUNDLE, code);
