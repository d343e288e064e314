import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { metric } from '@weft/service-kit/telemetry/names'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(resolve(root, path), 'utf8')
const inPrometheus = (name: string) => name.replaceAll('.', '_')

test('When a figure is told, then the page of operations says what it is, the dashboard draws it, and neither knows another', () => {
  const names = Object.values(metric)
  const rows = [...read('docs/operations/telemetry.md').matchAll(/^\| `([a-z_.]+)` \| (?:seconds|events|keys|histogram|counter|0 or 1)/gm)].map(match => match[1])
  expect(rows.toSorted()).toEqual(names.toSorted())

  const drawn = read('infra/telemetry/dashboard.json')
  for (const name of names) expect(drawn, name).toContain(inPrometheus(name))
})

test.each(['infra/telemetry/dashboard.json', 'infra/telemetry/alerts.yaml'])('When %s asks Prometheus, then for figures that there are', path => {
  const asked = [...read(path).matchAll(/\b((?:weft|http_server)_[a-z_]+?)(?:_seconds)?(?:_bucket|_total)?[{[ )]/g)].map(match => match[1] ?? '')
    .filter(name => !['weft_within_ms'].includes(name))
  expect(asked.length).toBeGreaterThan(5)
  const known = Object.values(metric).map(inPrometheus)
  expect(asked.filter(name => !known.includes(name))).toEqual([])
})
