import { daysIn, type Day } from '../calendar/days.ts'

/** Somebody is away, both days included; `to` null: nobody knows until when. */
export type Absence = { from: Day, to: Day | null }

const later = (a: Day, b: Day) => a > b ? a : b
const sooner = (a: Day, b: Day) => a < b ? a : b

/** A leave excuses from a quarter's review when it takes half of the quarter's days or more. Absences that overlap count once. */
export function isLongLeave (absences: readonly Absence[], { startsOn, endsOn }: { startsOn: Day, endsOn: Day }): boolean {
  let away = 0
  let upTo: Day = ''
  for (const { from, to } of absences.toSorted((a, b) => a.from < b.from ? -1 : 1)) {
    const [first, last] = [later(from, startsOn), sooner(to ?? endsOn, endsOn)]
    away += daysIn(first, last) - (upTo >= first ? daysIn(first, sooner(upTo, last)) : 0)
    upTo = later(upTo, last)
  }
  return 2 * away >= daysIn(startsOn, endsOn)
}
