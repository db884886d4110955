import { join } from 'node:path';

/** What the build bundled: a worker in a spec need not do it again, which takes seconds. */
export const BUILT_WORKFLOWS = join(import.meta.dirname, '../../dist/workflows/workflows.bundle.cjs');
