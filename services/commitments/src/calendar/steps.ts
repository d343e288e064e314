import { addDays } from '../commitment/days.ts'
import type { Quarter } from './calendar.ts'
import type { Day } from './days.ts'

/** What the calendar has to do: open the quarter that begins on that day, begin the reviews of one, or close one. */
export type Step = { on: Day, does: 'open' | 'begin' | 'close', startsOn: Day }

/**
 * The next thing that is due, the earliest first: a platform that slept for a year does in order what it would have done day by day.
 * `quarters`: those that are not final and the last one, oldest first; never empty.
 */
export function dueStep (quarters: readonly (Pick<Quarter, 'startsOn' | 'endsOn' | 'reviewFrom' | 'finalOn'> & { state: 'open' | 'reviewing' | 'final' })[], today: Day): Step | undefined {
  const last = quarters.at(-1)
  const opens = last === undefined ? [] : [addDays(last.endsOn, 1)].map((on): Step => ({ on, does: 'open', startsOn: on }))
  const others = quarters.flatMap(({ startsOn, reviewFrom, finalOn, state }): Step[] =>
    state === 'open' ? [{ on: reviewFrom, does: 'begin', startsOn }] : state === 'reviewing' ? [{ on: addDays(finalOn, 1), does: 'close', startsOn }] : [])
  return [...opens, ...others].filter(({ on }) => on <= today).toSorted((a, b) => a.on < b.on ? -1 : a.on > b.on ? 1 : 0)[0]
}
