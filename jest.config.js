import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The data set that the floors in test/reference-movies.spec.ts were set for. */
const REFERENCE_MOVIES = '5edd1905759089ac64982ca75c358d6ee6497f0614888d50f9da22c262ee9144';

function holdsReferenceMovies(folder = '') {
  const file = join(folder, 'movies.jsonl');
  return existsSync(file) && createHash('sha256').update(readFileSync(file)).digest('hex') === REFERENCE_MOVIES;
}

process.env.ORT_DISABLE_TELEMETRY = '1'; // for the processes of the specs: what a spec itself sets stays in its sandbox

/** Whether set-up has a Milvus for this machine; where it has none it says that these specs are left out. */
function hasMilvus() {
  const { milvus } = JSON.parse(readFileSync(join(import.meta.dirname, 'scripts/setup/lock.json'), 'utf8'));
  return milvus.platforms.includes(`${process.platform}-${process.arch}`);
}

/** Unit specs lie beside their sources; `test/` holds what needs servers, whole processes or a browser. */
const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: '<rootDir>/test/support/native-environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
        },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.marquee/'],
};

export default {
  maxWorkers: 2, // a system spec has processes of its own, and waits for them half of the time
  testTimeout: 30_000, // a machine that is shared computes slowly; what may not be slow is measured where it matters
  testSequencer: '<rootDir>/test/support/system-first.js',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{api,cli,models,platform,training,video,workflows,scripts}/**/*.spec.ts'],
    },
    {
      ...shared,
      displayName: 'system',
      testMatch: ['<rootDir>/test/**/*.spec.ts'],
      testPathIgnorePatterns: [
        ...(holdsReferenceMovies(process.env.MARQUEE_DATA) ? [] : ['reference-movies']),
        ...(hasMilvus() ? [] : ['real-servers/serving', 'real-servers/vector-index']),
      ],
    },
  ],
};
