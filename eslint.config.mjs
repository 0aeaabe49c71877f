import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Arrows point one way (architecture section 1): services → libs; kernel and contracts → nothing of ours; no service imports another. */
const mayImport = {
  kernel: [],
  contracts: [],
  'local-kafka': ['local-postgres'],
  'local-postgres': [],
  'event-store': [],
  policy: ['kernel'],
  attachments: [],
  papers: ['kernel'],
  vault: ['kernel'],
  'event-log': ['event-store'],
  'projection-engine': ['contracts', 'event-log', 'event-store'],
  'service-shell': ['kernel', 'contracts', 'policy', 'papers', 'attachments', 'vault', 'event-store', 'event-log', 'projection-engine'],
  testing: ['lib'],
  service: ['lib'],
  program: ['lib', 'service'],
  tests: ['lib', 'service', 'program'],
};

const noNest = {
  paths: [],
  patterns: [{ group: ['@nestjs/*'], message: 'Nest appears in services/ and libs/service-shell only; the domain is plain TypeScript.' }],
};

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.cache/**', '.yimen/**', '**/*.mjs'] },
  ...tseslint.configs.recommended,
  prettier,
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        // One program for all: a program for each project would read every library again for it.
        project: ['tsconfig.spec.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: false }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.ts'],
    ignores: ['**/*.spec.ts', '**/*.sample.ts'],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          banTransitiveDependencies: false,
          depConstraints: Object.entries(mayImport).map(([sourceTag, onlyDependOnLibsWithTags]) => ({
            sourceTag,
            onlyDependOnLibsWithTags,
          })),
        },
      ],
    },
  },
  {
    files: ['libs/**/*.ts'],
    ignores: ['libs/service-shell/**', '**/*.spec.ts', '**/*.sample.ts'],
    rules: { 'no-restricted-imports': ['error', noNest] },
  },
  {
    files: ['**/*.spec.ts', '**/*.sample.ts', '**/contract-suite.ts', 'libs/testing/**/*.ts', 'tests/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off', 'no-console': 'off' },
  },
  { files: ['deploy/cli/src/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['services/{finance,organisations,public-services,residents}/src/*/**/*.ts'],
    ignores: ['**/*.int.spec.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          name: '@yimen/service-shell',
          message: 'A slice takes what it needs from @yimen/service-shell/slice, which brings no Nest and no database along.',
          allowTypeImports: true,
        },
      ],
    },
  },
);
