import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../../..')
const options = (endpoint: string) => JSON.stringify({
  name: 'kit', log: {}, config: { EVENTS: 'postgres', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: '', TELEMETRY_SECONDS: 15, TELEMETRY_TRACE_SHARE: 1 }
})

/** Every module of OpenTelemetry that a process loads which starts telemetry with this endpoint, the service's own code loaded before. */
function loadedWith (endpoint: string): string[] {
  const script = `
    import { registerHooks } from 'node:module'
    const seen = new Set()
    registerHooks({ load: (url, context, next) => { if (url.includes('opentelemetry')) seen.add(url); return next(url, context) } })
    await import('./packages/service-kit/src/service.ts')
    const { openTelemetry } = await import('./packages/service-kit/src/telemetry/telemetry.ts')
    await (await openTelemetry(${options(endpoint)})).stop()
    process.stdout.write(JSON.stringify([...seen]))
    process.exit(0)`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', './infra/tsx-hook.mjs', '--input-type=module', '-e', script], { cwd: root, encoding: 'utf8', timeout: 60_000 })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as string[]
}

test('When no collector is named, then nothing of OpenTelemetry is loaded; with one it is', () => {
  expect(loadedWith('')).toEqual([])
  expect(loadedWith('http://127.0.0.1:9').join('\n')).toContain('sdk-node')
}, 60_000)

test('When packages are installed, then there is one @opentelemetry/api: with two, spans of one would be lost to the other', () => {
  const installed = readdirSync(join(root, 'node_modules/.pnpm')).filter(name => name.startsWith('@opentelemetry+api@'))
  expect(installed).toHaveLength(1)
})
