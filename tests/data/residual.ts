/**
 * Which units of a test file must show, recomputed from the words of the design and from nothing else of this repository:
 * own reading of the file, own version-5 ids, own residual rule.
 *   node tests/data/residual.ts      writes expected/*.shown.json, for the wave id below
 * Unit ids hold the wave's id and break ties between companies of one size, so which of two equal companies is hidden
 * depends on the wave: tests ask `mustShow` for the wave they made.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const dataSets = ['lq2002', 'thinned', 'bfi'] as const
export type DataSet = typeof dataSets[number]
export const REFERENCE_WAVE = '00000000-0000-4000-8000-000000000000'
const K = 5

type Mapping = {
  missing?: string[]
  factors: { factorId: string, scale: string }[]
  items: { column: string, factorId: string }[]
  unitPath: string[]
}
type Person = { path: string[], answered: Set<string> }
export type ResidualNode = { id: string, parent: string | null }

/** Paths (joined by '/', the root is '') of all units that the rule allows, and of those it does not. */
export function mustShow (dataSet: DataSet, waveId: string): { shown: string[], hidden: string[] } {
  const mapping = JSON.parse(readFileSync(join(import.meta.dirname, `${dataSet}.mapping.json`), 'utf8')) as Mapping
  const people = peopleOf(dataSet, mapping)
  const paths = new Map<string, string[]>([['', []]])
  for (const { path } of people) for (let depth = 1; depth <= path.length; depth++) paths.set(path.slice(0, depth).join('/'), path.slice(0, depth))
  const nodes = [...paths.values()].map(path => ({ id: unitId(waveId, path), parent: path.length === 0 ? null : unitId(waveId, path.slice(0, -1)) }))
  const counts = [people, ...mapping.factors.map(factor => people.filter(person => person.answered.has(factor.factorId)))]
    .map(some => tally(some.map(person => unitId(waveId, person.path))))
  const showing = showingFor(nodes, counts, K)
  const names = [...paths].map(([name, path]) => ({ name, shows: showing.has(unitId(waveId, path)) })).sort((a, b) => a.name < b.name ? -1 : 1)
  return { shown: names.filter(unit => unit.shows).map(unit => unit.name), hidden: names.filter(unit => !unit.shows).map(unit => unit.name) }
}

/** The rule on the first count (sheets), then on every other (factors) with the people where the last round left them, until no unit drops out any more. */
export function showingFor (nodes: ResidualNode[], counts: Map<string, number>[], k: number): Set<string> {
  let standing = new Set(nodes.map(node => node.id))
  for (;;) {
    const next = new Set(standing)
    for (const count of counts) {
      const passed = residual(nodes, count, k, standing)
      for (const id of standing) if (!passed.has(id)) next.delete(id)
    }
    if (next.size === standing.size) return standing
    standing = next
  }
}

/**
 * "Units bottom-up: a unit's pool is its direct people plus what came up from below; while 0 < pool < k its smallest child that still
 * has a stratum of its own (ties by unit id) joins the pool; with no such child the pool goes to the parent."
 * Units not in `allowed` have already given up: what they hold goes up at once, and their children count as their parent's.
 */
export function residual (nodes: ResidualNode[], count: Map<string, number>, k: number, allowed: Set<string> = new Set(nodes.map(node => node.id))): Set<string> {
  const standing = new Set<string>()
  const below = (id: string) => nodes.filter(node => node.parent === id)
  type Outcome = { up: number, tops: { id: string, pool: number, group: number, tops: Outcome['tops'] }[] }
  const settle = (id: string): Outcome => {
    const outcomes = below(id).map(child => settle(child.id))
    let tops = outcomes.flatMap(outcome => outcome.tops)
    let pool = (count.get(id) ?? 0) + outcomes.reduce((sum, outcome) => sum + outcome.up, 0)
    if (!allowed.has(id)) return { up: pool, tops }
    while (pool > 0 && pool < k && tops.length > 0) {
      const smallest = tops.reduce((a, b) => a.group < b.group || (a.group === b.group && a.id < b.id) ? a : b)
      standing.delete(smallest.id)
      pool += smallest.pool
      tops = [...tops.filter(top => top !== smallest), ...smallest.tops]
    }
    if (pool > 0 && pool < k) return { up: pool, tops: [] }
    const group = pool + tops.reduce((sum, top) => sum + top.group, 0)
    if (group === 0) return { up: 0, tops: [] }
    standing.add(id)
    return { up: 0, tops: [{ id, pool, group, tops }] }
  }
  for (const root of nodes.filter(node => node.parent === null)) settle(root.id)
  return standing
}

/** RFC 9562 version 5: SHA-1 over the wave's id and the path as JSON. */
export function unitId (waveId: string, path: string[]): string {
  const bytes = createHash('sha1').update(Buffer.from(waveId.replaceAll('-', ''), 'hex')).update(JSON.stringify(path)).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// No cell of these three files holds a comma or a quotation mark.
function peopleOf (dataSet: DataSet, mapping: Mapping): Person[] {
  const [header = '', ...lines] = readFileSync(join(import.meta.dirname, `${dataSet}.csv`), 'utf8').trimEnd().split('\n')
  const columns = header.replaceAll('"', '').split(',')
  const nothing = new Set(['', ...mapping.missing ?? []])
  return lines.map(line => {
    const cells = line.split(',')
    const at = (column: string) => cells[columns.indexOf(column)] ?? ''
    const path = mapping.unitPath.map(at)
    const end = path.findIndex(cell => nothing.has(cell))
    // Half of a factor's items make a score.
    const enough = (factorId: string) => {
      const items = mapping.items.filter(item => item.factorId === factorId)
      return items.filter(item => !nothing.has(at(item.column))).length * 2 >= items.length
    }
    return { path: end === -1 ? path : path.slice(0, end), answered: new Set(mapping.factors.map(factor => factor.factorId).filter(enough)) }
  })
}

function tally (ids: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

if (import.meta.main) {
  for (const dataSet of dataSets) {
    const { shown, hidden } = mustShow(dataSet, REFERENCE_WAVE)
    writeFileSync(join(import.meta.dirname, 'expected', `${dataSet}.shown.json`), `${JSON.stringify({ dataSet, waveId: REFERENCE_WAVE, shown, hidden }, null, 2)}\n`)
    console.log(`${dataSet}: ${shown.length} shown, ${hidden.length} hidden: ${hidden.join(' ')}`)
  }
}
