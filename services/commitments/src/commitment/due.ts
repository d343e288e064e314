import type { Milestone } from '@weft/contracts/commitments/commitment-api'
import { Refusal } from '@weft/service-kit/refusal'
import { addDays, addMonths } from './days.ts'

/** Shorter is a task, not a commitment. */
const SHORTEST_DAYS = 7
const months = { '3-months': { due: 3, from: 0, to: 4 }, '6-months': { due: 6, from: 3, to: 7 } } as const
type Dated = keyof typeof months
export const FARTHEST_MONTHS = 12

/** The due date that a horizon gives, counted from the start; of "beyond" its milestones say it. */
export const dueFrom = (horizon: Dated, startsOn: string): string => addMonths(startsOn, months[horizon].due)

/** The first and the last day that it may be due on. Later is another horizon, and nothing falls due in the past. */
export function boundsOf (horizon: Dated, startsOn: string, today: string): { first: string, last: string } {
  const { from, to } = months[horizon]
  const first = from === 0 ? addDays(startsOn, SHORTEST_DAYS) : addMonths(startsOn, from)
  return { first: first < today ? today : first, last: addMonths(startsOn, to) }
}

/** Throws `due-outside` or `due-passed`, each with what to do instead. */
export function checkDue (horizon: Dated, dueOn: string, startsOn: string, today: string): void {
  const { first, last } = boundsOf(horizon, startsOn, today)
  if (last < today) throw new Refusal('invalid', 'due-passed', 'The time of this horizon is over. Choose a longer one, or "beyond" with a milestone.')
  if (dueOn < first || dueOn > last) throw new Refusal('invalid', 'due-outside', `With this horizon it is due from ${first} to ${last}. For a later date choose a longer horizon.`) // guard: due within its horizon
}

/** Throws `milestone-outside`: a milestone is at most twelve months away, and not in the past. */
export function checkMilestone (dueOn: string, today: string): void {
  if (dueOn < today || dueOn > addMonths(today, FARTHEST_MONTHS)) throw new Refusal('invalid', 'milestone-outside', 'A milestone lies between today and twelve months from now.')
}

const byDay = (a: Milestone, b: Milestone): number => a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.milestoneId < b.milestoneId ? -1 : 1
/** In the order in which they are due. */
export const inOrder = (milestones: readonly Milestone[]): Milestone[] => milestones.toSorted(byDay)

/** What "beyond" works towards now: the first milestone that is not reached, or the last one where all are. */
export const currentOf = (milestones: readonly Milestone[]): Milestone | undefined => {
  const ordered = inOrder(milestones)
  return ordered.find(({ reachedOn }) => reachedOn === null) ?? ordered.at(-1)
}
