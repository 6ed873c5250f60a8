/** One Jest, three projects: unit specs beside the code, integration on real engines, a real browser. */
const base = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/infra/test/one-realm-environment.cjs',
  runtime: '<rootDir>/infra/test/shared-modules.cjs',
  transform: {
    '^.+\\.tsx?$': ['@swc/jest', { ...require('./infra/test/swc-jest.json') }],
    // Packages that have no CommonJS form; Node itself can require them.
    '/node_modules/(hyparquet|hysnappy|request-filtering-agent).*\\.js$': [
      '@swc/jest',
      { ...require('./infra/test/swc-jest.json') },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!hyparquet|hysnappy|request-filtering-agent)'],
  // Sources import with `.js` suffixes as NodeNext asks; Jest resolves them to the TypeScript beside.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testEnvironmentOptions: { customExportConditions: ['@groundswell/source', 'node', 'require', 'default'] },
  modulePathIgnorePatterns: ['<rootDir>/(apps|libs)/[^/]+/dist/', '<rootDir>/.groundswell/'],
};
module.exports = {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,infra}/**/*.spec.ts'] },
    {
      ...base,
      displayName: 'integration',
      testMatch: ['<rootDir>/test/integration/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/integration/global-setup.ts',
      globalTeardown: '<rootDir>/test/integration/global-teardown.ts',
    },
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/e2e/start-product.ts',
      globalTeardown: '<rootDir>/test/e2e/global-teardown.ts',
    },
  ],
  testTimeout: 60000,
  testSequencer: '<rootDir>/infra/test/longest-first.cjs',
};
