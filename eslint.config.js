import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Imports go one way (docs/decisions/0001-imports-go-one-way.md): who may not import what. Types may always be imported. */
function mayNotImport(files, patterns, ignores = []) {
  const because = (which, message) => ({
    ...(which instanceof RegExp ? { regex: which.source } : { group: which }),
    message,
    allowTypeImports: true,
  });
  return {
    files,
    ignores: ['**/*.spec.ts', '**/*.contract.ts', ...ignores],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: patterns.map(([group, message]) => because(group, message)) },
      ],
    },
  };
}

const TENSORFLOW = ['@tensorflow/*'];
const folders = (...names) => names.flatMap((name) => [`**/${name}/*`, `**/${name}/**`]);

export default tseslint.config(
  { ignores: ['dist/', 'web/dist/', 'node_modules/', '.marquee/', 'web/src/api/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js'] },
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'separate-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-extraneous-class': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
        AbortController: 'readonly',
        performance: 'readonly',
      },
    },
  },
  { files: ['web/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  mayNotImport(
    ['web/**/*.{ts,tsx}'],
    [
      [
        folders('models', 'training', 'video', 'workflows', 'platform'),
        'the web client knows the API by its OpenAPI document',
      ],
    ],
  ),
  mayNotImport(
    ['platform/**/*.ts'],
    [[folders('models', 'training', 'video', 'workflows', 'api', 'web'), 'platform knows nothing else of ours']],
  ),
  mayNotImport(
    ['models/**/*.ts'],
    [
      [folders('platform', 'training', 'video', 'workflows', 'api', 'web'), 'models know nothing else of ours'],
      [TENSORFLOW, 'only network.ts may use TensorFlow: serving loads family.ts'],
      [
        ['**/network.js', './*/dataset.js', '../*/dataset.js'],
        'serving loads family.ts, and with it all that it imports',
      ],
    ],
    ['models/*/network.ts', 'models/*/dataset.ts', 'models/*/layouts/*.ts'],
  ),
  mayNotImport(
    ['models/*/network.ts', 'models/*/dataset.ts', 'models/*/layouts/*.ts'],
    [[folders('workflows', 'api', 'web'), 'models are used by workflows, not the other way round']],
  ),
  mayNotImport(
    ['training/**/*.ts'],
    [[folders('video', 'workflows', 'api', 'web'), 'training is used by workflows, not the other way round']],
  ),
  mayNotImport(
    ['video/**/*.ts'],
    [
      [folders('training', 'workflows', 'api', 'web'), 'what is in a video is found without knowing who asks'],
      [TENSORFLOW, 'shots are found without TensorFlow'],
    ],
  ),
  mayNotImport(['workflows/**/*.ts'], [[folders('api', 'web'), 'workflows and the API meet in Temporal only']]),
  mayNotImport(
    ['workflows/*.workflow.ts'],
    [
      [
        folders('api', 'web', 'training', 'video', 'models', 'platform'),
        'workflow code is replayed: it may only import types, promotion.ts and retraining.ts',
      ],
      [
        ['./activities*', './worker*', './schedules*', 'node:*'],
        'workflow code is replayed: it reaches the world through activities',
      ],
    ],
  ),
  mayNotImport(
    ['api/**/*.ts'],
    [
      [folders('training', 'video', 'web'), 'the API serves artifacts; it neither trains nor reads videos'],
      [['**/models/*/network.js', '**/models/*/dataset.js'], 'the API uses family.ts only'],
      [TENSORFLOW, 'the API loads no TensorFlow'],
      [
        ['**/workflows/*.workflow.js', '**/workflows/activities*', '**/workflows/worker*'],
        'the API starts workflows by name',
      ],
    ],
  ),
  mayNotImport(
    ['cli/**/*.ts'],
    [
      [
        /\/api\/(?!serving\/(onnx-model|golden-check)\.js$|retrainings\/temporal-gateway\.js$)/,
        'the command line asks a running API over HTTP; it shares only how a version is run and how Temporal is asked, so that it verifies what serving verifies',
      ],
      [
        /\/training\/(?!(tensorflow|imports\/import-detector)\.js$)/,
        'the command line never trains; it only asks training which TensorFlow there is, and to make a version of what others trained',
      ],
      [/\/workflows\/(?!retraining\.js$)/, 'the command line starts nothing in Temporal itself'],
      [folders('web'), 'the web client is another client'],
      [['**/models/*/network.js', '**/models/*/dataset.js'], 'the command line uses family.ts only'],
      [TENSORFLOW, 'only training/tensorflow.ts picks a TensorFlow'],
    ],
  ),
);
