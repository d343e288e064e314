import { defineConfig } from 'vitest/config'

const source = ['{services,packages}/*/src/**', 'infra/!(node_modules)/**', 'infra']
const all = (ending: string) => source.map(folder => `${folder}/*.${ending}`)
const never = ['**/node_modules/**', 'infra/kafka/target/**']
// What travels between services, what their figures are when it does, and what it leaves behind. The rest of tests/ starts whole platforms
// and browsers. The two run side by side (infra/test.ts), so each should take about half of the time.
const events = ['border', 'commitments', 'conformance', 'contracts', 'data', 'docs', 'faults', 'figures', 'telemetry', 'torture'].map(folder => `tests/${folder}/**/*.test.ts`)
// By itself vitest gives a poll one second, and a unit test five: a machine that does other things beside takes longer for what is right all the same.
const slowMachine = { expect: { poll: { timeout: 15_000 } } }
// Each file starts brokers, platforms or browsers of its own; more than one at a time in a project would share a broker that one of them kills.
const oneFileAtATime = { ...slowMachine, fileParallelism: false, testTimeout: 180_000, hookTimeout: 240_000 }
// One embedded Postgres for a whole run; a broker only when a test asks for one.
const globalSetup = ['packages/testkit/src/global-setup.ts']

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], exclude: never, testTimeout: 120_000, hookTimeout: 120_000 } },
      { test: { name: 'unit', include: all('test.{ts,tsx}'), exclude: [...never, '**/*.int.test.*'], ...slowMachine, testTimeout: 30_000 } },
      { test: { name: 'integration', include: all('int.test.{ts,tsx}'), exclude: never, globalSetup, ...slowMachine, testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: 'events', include: events, exclude: never, globalSetup, ...oneFileAtATime } },
      { test: { name: 'house', include: ['tests/**/*.test.ts'], exclude: [...never, 'tests/architecture/**', ...events], globalSetup, ...oneFileAtATime } }
    ]
  }
})
