// `npm run bench [-- row … --json FILE --profile FOLDER]`: the figures of the design's §10, each beside its reference in the same run.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { printed, type Measured, type Row } from './figure.ts'
import { load, machine, machineInWords } from './machine.ts'

/** Loaded when asked for: a row needs only what it measures with. */
const rows: Record<string, () => Promise<{ row: Row }>> = {
  survey: () => import('./survey-taken.ts'),
  events: () => import('./events-through.ts'),
  release: () => import('./close-to-release.ts'),
  'roll-up': () => import('./roll-up.ts'),
  page: () => import('./survey-page.ts'),
  attestations: () => import('./attestations.ts'),
  overlaps: () => import('./overlaps.ts'),
  customers: () => import('./customers.ts'),
  quarter: () => import('./open-quarter.ts'),
  'quarter-roll-up': () => import('./quarter-roll-up.ts'),
  memory: () => import('./idle-memory.ts')
}

async function run (): Promise<number> {
  const { values: { json, profile }, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, profile: { type: 'string' } } })
  const strange = positionals.find(name => rows[name] === undefined)
  if (strange !== undefined) throw new Error(`There is no row "${strange}". Rows: ${Object.keys(rows).join(', ')}.`)
  const where = machine()
  process.stdout.write(`${machineInWords(where)}\n`)
  const measured: Record<string, Measured & { load: number[] }> = {}
  for (const name of positionals.length > 0 ? positionals : Object.keys(rows)) {
    const { row } = await (rows[name] as () => Promise<{ row: Row }>)()
    const before = load()
    const result = await row.measure(profile === undefined ? {} : { profile })
    measured[name] = { ...result, load: [before, load()] }
    process.stdout.write(`\n${printed(row.title, result)}\n    load average ${before} before, ${load()} after\n`)
  }
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ machine: where, rows: measured }, null, 2)}\n`)
  return 0
}

run().then(code => process.exit(code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
