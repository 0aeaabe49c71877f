// One configuration for every project: TypeScript by SWC, ES modules, sources of our own packages instead of their builds.
const full = process.env.YIMEN_TIER === 'full';

export default {
  rootDir: import.meta.dirname,
  // Fast tier by default; the files named *.full.spec.ts are the rest (volume, faults, variants).
  testMatch: full ? ['**/*.full.spec.ts'] : ['**/*.spec.ts', '!**/*.full.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['yimen-source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  globalSetup: '<rootDir>/libs/testing/jest.setup.mjs',
  globalTeardown: '<rootDir>/libs/testing/jest.teardown.mjs',
  testSequencer: '<rootDir>/libs/testing/jest.sequencer.mjs',
  // Jest would leave one of two cores idle while a test waits for its database.
  maxWorkers: 2,
  // Every test file loads its modules anew and Node does not give all of it back: a worker that has grown is replaced between files.
  workerIdleMemoryLimit: '1500MB',
  testTimeout: 30_000,
};
