import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/**
 * Data flows one way: apps -> adapters -> pure domain -> contracts (docs/adr/0001-one-way-dependencies.md).
 * The rule needs Nx's project graph, so lint with `npm run lint` (nx run-many -t lint), never with bare eslint.
 */
const FRAMEWORKS = ['@nestjs/*', 'typeorm', 'kafkajs', 'fastify', 'pg', 'chdb', '@clickhouse/*'];
const adapter = (scope) => ({
  sourceTag: scope,
  onlyDependOnLibsWithTags: [scope, 'type:domain', 'type:contracts', 'type:migrations'],
});

export const boundaries = [
  {
    sourceTag: 'type:contracts',
    onlyDependOnLibsWithTags: ['type:contracts'],
    bannedExternalImports: FRAMEWORKS,
  },
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:domain', 'type:contracts'],
    bannedExternalImports: FRAMEWORKS,
  },
  adapter('scope:event-log'),
  adapter('scope:clickhouse'),
  adapter('scope:postgres'),
  adapter('scope:platform'),
  { sourceTag: 'type:migrations', onlyDependOnLibsWithTags: [] },
  {
    sourceTag: 'type:testing',
    onlyDependOnLibsWithTags: ['type:adapter', 'type:domain', 'type:contracts', 'type:migrations'],
  },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:adapter', 'type:domain', 'type:contracts'] },
  { sourceTag: 'type:ui', onlyDependOnLibsWithTags: ['type:contracts'] },
  {
    sourceTag: 'type:composition',
    onlyDependOnLibsWithTags: ['type:app', 'type:adapter', 'type:domain', 'type:contracts'],
  },
  { sourceTag: 'type:test', onlyDependOnLibsWithTags: ['*'] },
];

/**
 * React's compiler stands behind most of its rules, and takes two thirds of a lint of everything: `npm test` asks for the
 * two rules that need none. `npm run lint` and `npm run test:deep` ask for all.
 */
const { 'react-hooks/rules-of-hooks': order, 'react-hooks/exhaustive-deps': reads } =
  reactHooks.configs.recommended.rules;
const reactRules =
  process.env.LINT_WITHOUT_COMPILER === 'true'
    ? { 'react-hooks/rules-of-hooks': order, 'react-hooks/exhaustive-deps': reads }
    : reactHooks.configs.recommended.rules;

export default [
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.nx/**', '**/.groundswell/**', 'test/reference/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    plugins: { '@nx': nx },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { enforceBuildableLibDependency: false, allow: [], depConstraints: boundaries },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': 'allow-with-description' }],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['apps/cli/**', 'infra/**', 'test/**', '**/*.config.{js,mjs,cjs,ts}'],
    rules: { 'no-console': 'off', '@typescript-eslint/no-require-imports': 'off' },
    languageOptions: {
      globals: {
        process: 'readonly',
        performance: 'readonly',
        console: 'readonly',
        require: 'readonly',
        module: 'writable',
        __dirname: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        AbortSignal: 'readonly',
      },
    },
  },
  {
    files: ['apps/admin/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactRules,
  },
];
