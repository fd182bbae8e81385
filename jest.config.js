import os from 'node:os';

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['src', 'admin', 'bot', 'playground', 'migrations', 'tests'].map((folder) => `<rootDir>/${folder}`),
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  // Sources import each other as they will be named once compiled.
  moduleNameMapper: { '^(\\.{1,2}/(?!.*\\.json\\.js$).*)\\.js$': '$1' },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          // As in tsconfig.json: entities rely on fields not being redefined over their columns.
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
  injectGlobals: false,
  maxWorkers: Math.max(2, Math.floor(os.cpus().length / 2)),
  // A suite that loads the panel keeps about 90 MB that nothing gives back.
  workerIdleMemoryLimit: '512MB',
  testTimeout: 60_000,
  globalSetup: '<rootDir>/tests/setup/run-folder.mjs',
  globalTeardown: '<rootDir>/tests/setup/run-clean-up.mjs',
};
