import type { HeatMapRow } from '@weft/contracts/reporting/api'
import { byCodePoint } from '@weft/service-kit/checksum'

// One order for everybody, whatever the machine's language: "Team 2" before "Team 10".
const names = new Intl.Collator('en', { numeric: true })

type Named = { unitId: string, name: string }
export const byName = (a: Named, b: Named): number => names.compare(a.name, b.name) || byCodePoint(a.unitId, b.unitId)

/**
 * Rows by name, or by the score in one column, lowest first. A hidden row stands after all shown ones, by name:
 * its place says nothing of its value, whichever column the table is sorted by.
 */
export function inOrder (rows: readonly HeatMapRow[], column: number | null): HeatMapRow[] {
  const keyed = rows.map(row => ({ row, shown: isShown(row, column), score: scoreOf(row, column) }))
  return keyed.sort((a, b) => Number(b.shown) - Number(a.shown) || a.score - b.score || byName(a.row, b.row)).map(({ row }) => row)
}

function isShown ({ cells }: HeatMapRow, column: number | null): boolean {
  return column === null ? cells.some(cell => cell.kind === 'shown') : cells[column]?.kind === 'shown'
}

function scoreOf ({ cells }: HeatMapRow, column: number | null): number {
  const cell = column === null ? undefined : cells[column]
  return cell?.kind === 'shown' ? cell.score : 0
}
