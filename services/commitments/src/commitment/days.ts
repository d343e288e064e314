const DAY_MS = 86_400_000
const time = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** `day` (YYYY-MM-DD) and `days` after it. */
export const addDays = (day: string, days: number): string => new Date(time(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The same day `months` later; the last day of a month that is too short for it: 30 November and three months is 28 or 29 February. */
export function addMonths (day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** Days from `from` to `to`; negative where `to` lies before. */
export const daysBetween = (from: string, to: string): number => (time(to) - time(from)) / DAY_MS

const clocks = new Map<string, Intl.DateTimeFormat>()

/** The day that it is somewhere at this instant. `zone`: IANA name, such as Europe/Madrid. */
export function dayIn (zone: string, at: Date): string {
  // Making one takes longer than most queries of a request.
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  clocks.set(zone, clock)
  return clock.format(at)
}
