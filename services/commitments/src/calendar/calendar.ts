import { addDays } from '../commitment/days.ts'
import { firstOfMonth, monthOf, type Day } from './days.ts'

/** How the organisation counts its year, and how many days each side of a review has. */
export type Calendar = { /** In which month its year begins, 1 to 12. */ fiscalMonth: number, timeZone: string, selfDays: number, bossDays: number, disputeDays: number }

export type Quarter = {
  startsOn: Day, endsOn: Day, label: string
  /** Reviews begin. */
  reviewFrom: Day
  /** Bosses are asked until, this day included. */
  bossBy: Day
  /** The last day on which anything of it can change. */
  finalOn: Day
}

/** While the office has written none. */
export const startingCalendar: Calendar = { fiscalMonth: 1, timeZone: 'UTC', selfDays: 14, bossDays: 14, disputeDays: 14 }

const beginsQuarter = (day: Day, fiscalMonth: number): boolean => (monthOf(day) - fiscalMonth + 12) % 3 === 0

/** The first day of the quarter that a day lies in, where no other quarter came before. */
export function startOf (day: Day, { fiscalMonth }: Pick<Calendar, 'fiscalMonth'>): Day {
  const back = [0, -1, -2].find(months => beginsQuarter(firstOfMonth(day, months), fiscalMonth)) ?? 0
  return firstOfMonth(day, back)
}

/**
 * The quarter that begins on the first day of a month. It ends before the first beginning of a quarter that is at least two months away:
 * three months, as a rule; after a change of the fiscal month two or four, so that nothing is left out, nothing is counted twice, and nobody has one month for a quarter's work.
 */
export function quarterFrom (startsOn: Day, calendar: Calendar): Quarter {
  const months = [2, 3, 4].find(after => beginsQuarter(firstOfMonth(startsOn, after), calendar.fiscalMonth)) ?? 3
  const endsOn = addDays(firstOfMonth(startsOn, months), -1)
  const bossBy = addDays(endsOn, calendar.bossDays)
  return { startsOn, endsOn, label: labelOf(endsOn, calendar), reviewFrom: addDays(endsOn, -calendar.selfDays), bossBy, finalOn: addDays(bossBy, calendar.disputeDays) }
}

/** "Q4 2026", of the quarter that holds this day. A year that begins in January is called after itself, any other after the year in which it ends. */
export function labelOf (day: Day, { fiscalMonth }: Pick<Calendar, 'fiscalMonth'>): string {
  const into = (monthOf(day) - fiscalMonth + 12) % 12
  const beganIn = Number(firstOfMonth(day, -into).slice(0, 4))
  return `Q${Math.floor(into / 3) + 1} ${fiscalMonth === 1 ? beganIn : beganIn + 1}`
}

/** Which version of the calendar a quarter opens under: the last one that was written before its first day. `versions` in the order of writing. */
export const calendarFor = (startsOn: Day, versions: readonly (Calendar & { writtenOn: Day })[]): Calendar =>
  versions.findLast(({ writtenOn }) => writtenOn < startsOn) ?? startingCalendar
