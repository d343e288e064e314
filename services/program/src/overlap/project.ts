/** What the finder looks at of an initiative. Ids where they are known; names as written beside them. */
export type Project = {
  id: string
  title: string
  goal: string | null
  owner: string | null
  ownerId: string | null
  sponsor: string | null
  sponsorId: string | null
  unit: string | null
  unitId: string | null
  disciplines: readonly string[]
  segments: readonly string[]
  customers: string | null
  /** The file it came in; null: written by hand. Nobody lists a project twice in one file. */
  list: string | null
}

export type Missing = 'owner' | 'sponsor' | 'customers' | 'goal'
export type Kind = 'duplicate' | 'contradiction' | 'overlap' | 'orphan'

/** `a` before `b`; an orphan has no `b`. `sure` goes from 0 to 1. Each reason is a sentence. */
export type Finding = { kind: Kind, a: string, b: string | null, sure: number, reasons: string[], missing: Missing[] }

/** Sponsor and customers that a goal names in passing are no part of what a project is about. */
const marks = /\b(?:executive )?sponsor(?:ed by)?\s*:?\s*(?:[A-ZÀ-Þ][\p{L}.'-]*\s*)+|\bFor:\s*/gu

export const aboutOf = ({ title, goal }: Project): string => `${title}. ${(goal ?? '').replace(marks, '')}`
