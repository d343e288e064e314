/** How 3/4/27 is read. */
export type DateOrder = 'day-first' | 'month-first'
type Edge = 'start' | 'end'
type Span = readonly [from: string, until: string]

const months: Readonly<Record<string, number>> = {
  jan: 1, january: 1, januar: 1, janvier: 1, feb: 2, february: 2, februar: 2, fevrier: 2, mar: 3, march: 3, marz: 3, maerz: 3, mrz: 3, mars: 3, apr: 4, april: 4, avril: 4, may: 5, mai: 5, maj: 5,
  jun: 6, june: 6, juni: 6, juin: 6, jul: 7, july: 7, juli: 7, juillet: 7, aug: 8, august: 8, aout: 8, augusti: 8, sep: 9, sept: 9, september: 9, septembre: 9,
  oct: 10, october: 10, okt: 10, oktober: 10, octobre: 10, nov: 11, november: 11, novembre: 11, dec: 12, december: 12, dez: 12, dezember: 12, decembre: 12
}
const iso = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10)
const yearOf = (text: string): number => text.length === 2 ? 2000 + Number(text) : Number(text)
const isDay = (year: number, month: number, day: number): boolean => year >= 1970 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1
const oneDay = (year: number, month: number, day: number): Span | null => isDay(year, month, day) ? [iso(year, month, day), iso(year, month, day)] : null
const span = (year: number, month: number, long: number): Span | null => isDay(year, month, 1) && month + long <= 13 ? [iso(year, month, 1), iso(year, month + long, 0)] : null

type Pattern = readonly [pattern: RegExp, read: (parts: string[], order: DateOrder) => Span | null]
const named = (name: string): number => months[name] ?? 0
const at = (parts: string[], place: number): string => parts[place] ?? ''
const patterns: readonly Pattern[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, parts => oneDay(Number(at(parts, 0)), Number(at(parts, 1)), Number(at(parts, 2)))],
  [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/, parts => oneDay(yearOf(at(parts, 2)), Number(at(parts, 1)), Number(at(parts, 0)))],
  [/^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/, (parts, order) => order === 'day-first'
    ? oneDay(yearOf(at(parts, 2)), Number(at(parts, 1)), Number(at(parts, 0)))
    : oneDay(yearOf(at(parts, 2)), Number(at(parts, 0)), Number(at(parts, 1)))],
  [/^(\d{1,2})[-/. ]+([a-z]{3,9})[-/., ]+(\d{4}|\d{2})$/, parts => oneDay(yearOf(at(parts, 2)), named(at(parts, 1)), Number(at(parts, 0)))],
  [/^([a-z]{3,9})[. ]+(\d{1,2}),? (\d{4})$/, parts => oneDay(yearOf(at(parts, 2)), named(at(parts, 0)), Number(at(parts, 1)))],
  [/^q([1-4])[ /-]*(\d{4}|\d{2})$/, parts => span(yearOf(at(parts, 1)), Number(at(parts, 0)) * 3 - 2, 3)],
  [/^(\d{4})[ /-]*q([1-4])$/, parts => span(Number(at(parts, 0)), Number(at(parts, 1)) * 3 - 2, 3)],
  [/^h([12])[ /-]*(\d{4}|\d{2})$/, parts => span(yearOf(at(parts, 1)), Number(at(parts, 0)) * 6 - 5, 6)],
  [/^(\d{4})[ /-]*h([12])$/, parts => span(Number(at(parts, 0)), Number(at(parts, 1)) * 6 - 5, 6)],
  [/^([a-z]{3,9})[-/. ]+(\d{4}|\d{2})$/, parts => span(yearOf(at(parts, 1)), named(at(parts, 0)), 1)],
  [/^(\d{4})-(\d{1,2})$/, parts => span(Number(at(parts, 0)), Number(at(parts, 1)), 1)],
  [/^(\d{1,2})[./](\d{4})$/, parts => span(Number(at(parts, 1)), Number(at(parts, 0)), 1)],
  [/^(\d{4})$/, parts => span(Number(at(parts, 0)), 1, 12)]
]

/** Lower case, without accents, weekday and time of day: "Mon 1/4/27", "12/Jan/27 9:41 AM", "2027-02-03T00:00:00Z". */
const bareDate = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()
  .replace(/^(mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]{0,6}[.,]? +(?=\d)/, '')
  .replace(/[t ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]\.?m\.?)?( ?z|[+-]\d{2}:?\d{2})?$/, '')

/**
 * The day that a text means, at the start or the end of what it spans: "Q2 2027" begins on 2027-04-01 and ends on 2027-06-30.
 * Null for what names no time ("ongoing", "tbd") and for what cannot be read.
 */
export function dayIn (text: string, edge: Edge, order: DateOrder): string | null {
  const bare = bareDate(text)
  for (const [pattern, read] of patterns) {
    const found = pattern.exec(bare)
    const days = found === null ? null : read(found.slice(1), order)
    if (days !== null) return days[edge === 'start' ? 0 : 1]
  }
  return null
}

/** Whether dates with slashes say the day or the month first: what only one of the two can be decides, else `otherwise`. */
export function orderIn (texts: readonly string[], otherwise: DateOrder): DateOrder {
  for (const text of texts) {
    const [, first, second] = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}$/.exec(bareDate(text)) ?? []
    if (Number(first) > 12) return 'day-first'
    if (Number(second) > 12) return 'month-first'
  }
  return otherwise
}
