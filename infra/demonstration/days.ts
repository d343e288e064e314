const DAY_MS = 86_400_000

export const daysAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
export const daysFrom = (first: string, last: string): number => Math.round((Date.parse(last) - Date.parse(first)) / DAY_MS)

/** The first day of the month so many months after the one of `day`. */
export function firstOfMonth (day: string, months = 0): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** "Q2 2027", as lists of projects write it. */
export const quarterName = (day: string): string => `Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1} ${day.slice(0, 4)}`

/** The days of a calendar in which reviews are going on: the running quarter ends two to six weeks from now, and people have had six weeks for their own words. */
export function runningCalendar (today: string): { endsOn: string, days: { fiscalMonth: number, selfDays: number, bossDays: number, disputeDays: number } } {
  const next = daysAfter(firstOfMonth(today, 1), -1)
  const endsOn = daysFrom(today, next) >= 15 ? next : daysAfter(firstOfMonth(today, 2), -1)
  // A quarter ends with the month before the one in which the year begins, or three, six, nine months away.
  return { endsOn, days: { fiscalMonth: (Number(endsOn.slice(5, 7)) % 3) + 1, selfDays: 45, bossDays: 10, disputeDays: 7 } }
}
