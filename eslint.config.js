import tseslint from 'typescript-eslint'

const tests = ['**/*.test.ts', '**/*.test.tsx', 'tests/**', 'services/*/test/**', 'packages/testkit/**']

export default tseslint.config(
  { ignores: ['**/node_modules/**', '.toolchain/**', '.weft/**', '**/target/**', 'services/*/src/**/browser/**', 'services/*/public/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // fastify plugins are async by nature.
      '@typescript-eslint/require-await': 'off',
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 50],
      semi: ['error', 'never'],
      quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
      'space-before-function-paren': ['error', 'always'],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'The environment is read once, in config.ts.' }],
      'no-restricted-imports': ['error', { name: 'node:process', message: 'The environment is read once, in config.ts.' }]
    }
  },
  { files: ['**/config.ts', '**/main.ts', 'infra/**', ...tests], rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' } },
  { files: tests, rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
  { files: ['**/*.{js,mjs}', '**/.*.mjs'], ...tseslint.configs.disableTypeChecked }
)
