import type { Cell, HeatMapReply, HeatMapRow } from '@weft/contracts/reporting/api'
import type { Release } from '@weft/contracts/scoring/events'
import { Refusal } from '@weft/service-kit/refusal'
import { cellsOf } from '../difference/cell.ts'
import { headOf } from '../release/head.ts'
import { sightingsOf, type ScoredUnit } from '../unit/scored-unit.ts'
import { inOrder } from './order.ts'

export const MOST_ROWS = 60
export const BY_NAME = 'name'

export type HeatTableInput = {
  release: Release
  /** From the root to the unit that the table is about. */
  path: readonly [root: ScoredUnit, ...below: ScoredUnit[]]
  below: readonly ScoredUnit[]
}

/** A whole table, all its pages together. It never changes, so it can be kept; nothing in it is to be written to. */
export type HeatTable = {
  release: Release
  path: HeatMapReply['path']
  top: HeatMapRow
  /** By name, what is hidden last. */
  rows: readonly HeatMapRow[]
  finding: HeatMapReply['finding']
}

/**
 * A unit and the units directly below it, factor by factor. The family of tests is the whole table, all its pages together:
 * whether a cell is different depends on neither the order nor the page that it is seen in.
 */
export function heatTableOf ({ release, path, below }: HeatTableInput): HeatTable {
  const { factors } = release
  const units = [path.at(-1) ?? path[0], ...below]
  const cells = cellsOf(units.flatMap(unit => sightingsOf(release, unit, path[0])))
  const rows = units.map((unit, at) => rowOf(unit, path.length - (at === 0 ? 1 : 0), cells.slice(at * factors.length, (at + 1) * factors.length)))
  const [top, ...rest] = rows as [HeatMapRow, ...HeatMapRow[]]
  const byName = inOrder(rest, null)
  return { release, path: path.map(({ unitId, name }) => ({ unitId, name })), top, rows: byName, finding: findingOf(release, byName) }
}

/**
 * One page of a table. `sort`: `name` or a factor id. `after`: the last unit of the page before.
 * Throws `Refusal('not-found', 'no-such-factor' | 'no-such-place')`.
 */
export function heatMapOf ({ release, path, top, rows, finding }: HeatTable, sort: string, after: string | null): HeatMapReply {
  const column = columnOf(release, sort)
  const { page, next } = pageOf(column === null ? rows : inOrder(rows, column), after)
  return {
    release: headOf(release),
    factors: release.factors.map(({ factorId, name, min, max }) => ({ factorId, name, min, max })),
    path,
    top,
    rows: page,
    hiddenCells: [top, ...page].flatMap(row => row.cells).filter(cell => cell.kind === 'hidden').length,
    finding,
    next
  }
}

const rowOf = ({ unitId, parentId, name, below }: ScoredUnit, depth: number, cells: Cell[]): HeatMapRow => ({ unitId, parentId, name, depth, below, cells })

function columnOf ({ factors }: Release, sort: string): number | null {
  if (sort === BY_NAME) return null
  const column = factors.findIndex(factor => factor.factorId === sort)
  if (column < 0) throw new Refusal('not-found', 'no-such-factor', 'This release has no such column to sort by.')
  return column
}

function pageOf (rows: readonly HeatMapRow[], after: string | null): { page: HeatMapRow[], next: string | null } {
  const before = after === null ? -1 : rows.findIndex(row => row.unitId === after)
  if (after !== null && before < 0) throw new Refusal('not-found', 'no-such-place', 'This page of the table does not exist.')
  const page = rows.slice(before + 1, before + 1 + MOST_ROWS)
  return { page, next: before + 1 + page.length < rows.length ? page.at(-1)?.unitId ?? null : null }
}

/** The different cell of a table in order of names that lies furthest below the organisation, none when none lies below; on a tie the first by unit and factor. */
function findingOf ({ factors }: Release, rows: readonly HeatMapRow[]): HeatMapReply['finding'] {
  let finding: HeatMapReply['finding'] = null
  for (const { name, cells } of rows) {
    for (const [at, cell] of cells.entries()) {
      if (cell.kind === 'hidden' || !cell.different || cell.difference >= (finding?.difference ?? 0)) continue
      finding = { unitName: name, factorName: factors[at]?.name ?? '', score: cell.score, difference: cell.difference }
    }
  }
  return finding
}
