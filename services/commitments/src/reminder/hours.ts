export type Hours = { timeZone: string, fromHour: number, toHour: number }

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Weekday, day and hour on the clocks of a time zone. Throws `RangeError` for a zone that is none. */
export function localTime (now: Date, timeZone: string): { weekday: string, day: string, hour: number } {
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23' })
  clocks.set(timeZone, clock)
  const parts = Object.fromEntries(clock.formatToParts(now).map(({ type, value }) => [type, value]))
  return { weekday: parts['weekday'] ?? '', day: `${parts['year']}-${parts['month']}-${parts['day']}`, hour: Number(parts['hour']) }
}

/** Whether mail may go out: Monday to Friday, from the first hour on and before the last, on the organisation's clocks. */
export function isOpenHour (now: Date, { timeZone, fromHour, toHour }: Hours): boolean {
  const { weekday, hour } = localTime(now, timeZone)
  return weekday !== 'Sat' && weekday !== 'Sun' && hour >= fromHour && hour < toHour // guard: quiet hours
}
