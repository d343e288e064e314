import type { CharterReply } from '@weft/contracts/program/charter-api'
import type { PrioritiesReply } from '@weft/contracts/program/priority-api'
import type { Progress } from '@weft/contracts/program/progress-api'

export type ProgramView = {
  /** null: not reachable now. */
  charter: CharterReply | null
  priorities: PrioritiesReply | null
  /** The latest first; empty while nothing was told yet. */
  days: readonly Progress[]
}
export type Next = { href: string, name: string, why: string }

/** What the office does next to make one program, in the order in which one stands on the other; null: nothing waits. */
export function nextOfOffice ({ charter, priorities, days }: ProgramView): Next | null {
  const projects = days[0]?.projects
  if (charter !== null && charter.charter === null) return { href: '/program/charter', name: 'Write the charter', why: 'A vision people believe, goals that can be reached, a sponsor.' }
  if (charter !== null && charter.mandate.state === 'vacant') return { href: '/program/charter', name: 'Find a sponsor', why: 'Nobody stands behind the program now.' }
  if (projects === undefined || projects.all === 0) return { href: '/program/projects', name: 'Lay all projects on one table', why: 'Bring in the lists that there are; nothing is decided yet.' }
  if (projects.undecided > 0) return { href: '/program/projects', name: projects.undecided === 1 ? 'Decide on one project' : `Decide on ${projects.undecided} projects`, why: 'Keep, merge, take in or end each, with a reason.' }
  if (priorities !== null && priorities.version === 0) return { href: '/program/priorities', name: 'Publish the priorities', why: 'One to three, that everybody can understand and agree with.' }
  return null
}

/** It has a charter or projects: whoever opens it wants to see how it is, not how to set it up. */
export const isUnderWay = ({ charter, days }: ProgramView): boolean => charter?.charter != null || (days[0]?.projects.all ?? 0) > 0

/** What came about in the last seven days on one side; kinds with nothing are left out. */
export const countsOf = (days: readonly Progress[], side: 'activity' | 'outcome') => days[0]?.counts.filter(one => one.side === side && one.week > 0) ?? []

/** Projects in the program now against the last day told at least four weeks before; null where nothing is that old. */
export function movedBy (days: readonly Progress[]): { by: number, since: string } | null {
  const [now] = days
  if (now === undefined) return null
  const before = days.find(({ day }) => Date.parse(now.day) - Date.parse(day) >= 28 * 86_400_000)
  return before === undefined ? null : { by: now.projects.inProgram - before.projects.inProgram, since: before.day }
}
