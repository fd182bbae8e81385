import js from '@eslint/js';
import regexp from 'eslint-plugin-regexp';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const ENVIRONMENT_MESSAGE = 'Only the configuration reads the environment; take what you need from the container.';

/** `process.env`, however it is written. */
const environmentRule = [
  'error',
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: ENVIRONMENT_MESSAGE },
  { selector: "VariableDeclarator[init.name='process'] Property[key.name='env']", message: ENVIRONMENT_MESSAGE },
  { selector: 'ExportDefaultDeclaration', message: 'Export by name: a name survives a search, a default does not.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'dist-admin/', 'node_modules/', 'data/', 'coverage/', 'bench/results/', '**/*.generated.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    // A pattern whose time explodes with its input would let one request stop the process.
    files: ['{src,admin,bot,playground,scripts}/**'],
    plugins: { regexp },
    rules: { 'regexp/no-super-linear-backtracking': 'error', 'regexp/no-super-linear-move': 'error' },
  },
  {
    languageOptions: { globals: globals.node },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      // Each ?? and ?. counts, so this is about branches that a reader has to hold in mind at once.
      complexity: ['error', 20],
      'max-depth': ['error', 4],
      'max-params': ['error', 6],
      'no-param-reassign': 'error',
      'prefer-const': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // A port's method is async for the sake of its other implementations.
      '@typescript-eslint/require-await': 'off',
      // What was caught is passed on as it is: a cast to Error would only pretend.
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
      'no-restricted-syntax': environmentRule,
    },
  },
  {
    // The configurations of the two halves, the two build-time entries, and what sets tests up.
    files: ['src/config.ts', 'src/start.ts', 'bot/config.ts', 'admin/bundle.ts', 'tests/**', 'bench/**'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // History is not split up afterwards.
    files: ['migrations/**'],
    rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' },
  },
  {
    // A suite's length says nothing about its clarity, and absurd numbers are what it is for.
    files: ['**/*.test.{ts,tsx}', 'tests/**'],
    rules: { 'max-lines-per-function': 'off', 'no-loss-of-precision': 'off' },
  },
  {
    // AdminJS loads a component by its file's default export.
    files: ['admin/**/*.tsx'],
    languageOptions: { globals: globals.browser },
    rules: { 'no-restricted-syntax': ['error', ...environmentRule.slice(1, 3)] },
  },
  { files: ['playground/page/**', 'admin/assets/**'], languageOptions: { globals: globals.browser } },
  { files: ['scripts/**', 'bench/**'], rules: { 'no-console': 'off' } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },
);
