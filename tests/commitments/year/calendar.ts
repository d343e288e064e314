/** Days are YYYY-MM-DD. */
export const plusDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

export const quarters = [['2027-01-01', '2027-03-31'], ['2027-04-01', '2027-06-30'], ['2027-07-01', '2027-09-30'], ['2027-10-01', '2027-12-31']] as const

/** What people are about on a day. */
export type Business = 'plan' | 'agree' | 'work' | 'change' | 'self' | 'boss' | 'answer' | 'final'
export type YearDay = { day: string, quarter: number, business: Business }

/** Of each quarter: when people plan, work, review and answer; what falls on a weekend waits for Monday. The last days of one lie among the first of the next. */
const inQuarter: readonly [from: 'start' | 'end', days: number, business: Business][] = [
  ['start', 4, 'plan'], ['start', 11, 'agree'], ['start', 33, 'change'], ['start', 47, 'work'], ['start', 60, 'work'],
  ['end', -13, 'self'], ['end', -8, 'self'], ['end', -2, 'self'],
  ['end', 3, 'boss'], ['end', 9, 'boss'], ['end', 13, 'boss'],
  ['end', 16, 'answer'], ['end', 20, 'answer'], ['end', 25, 'answer'], ['end', 30, 'final']
]

/** The second of several days of one business, which a short year does without. */
const seconds: readonly number[] = [60, -8, 9, 20]

export function yearDays (isShort: boolean): YearDay[] {
  const chosen = inQuarter.filter(([, days]) => !isShort || !seconds.includes(days))
  const all = quarters.flatMap(([start, end], quarter) => chosen.map(([from, days, business]): YearDay => ({ day: onWeekday(plusDays(from === 'start' ? start : end, days)), quarter, business })))
  return all.sort((a, b) => a.day < b.day ? -1 : a.day > b.day ? 1 : a.quarter - b.quarter)
}

function onWeekday (day: string): string {
  let at = day
  while (isWeekend(at)) at = plusDays(at, 1)
  return at
}
