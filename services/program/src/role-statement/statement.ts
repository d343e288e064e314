import type { StatementReply } from '@weft/contracts/program/role-api'

const SOON_DAYS = 30
const DAY_MS = 86_400_000
export type Standing = { dueOn: string, unitId: string, rank: string }

/** A year after a day, YYYY-MM-DD; of 29 February the 28th. */
export function yearAfter (day: string): string {
  const next = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return next.endsWith('02-29') ? `${next.slice(0, 8)}28` : next
}

/** How it stands with a statement for somebody who works there now. */
export function stateOf (statement: Standing | undefined, who: { unitId: string, rank: string }, today: string): StatementReply['state'] {
  if (statement === undefined) return 'none'
  if (statement.unitId !== who.unitId || statement.rank !== who.rank) return 'moved'
  if (statement.dueOn < today) return 'overdue'
  return Date.parse(statement.dueOn) - Date.parse(today) <= SOON_DAYS * DAY_MS ? 'due-soon' : 'current'
}
