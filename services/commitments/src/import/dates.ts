import type { DateOrder } from '@weft/contracts/commitments/import-api'

const names = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const monthNamed = (name: string): number => names.indexOf(name.slice(0, 3)) + 1
const yearOf = (text: string): number => text.length === 2 ? 2000 + Number(text) : Number(text)

function day (year: number, month: number, date: number): string | null {
  const found = new Date(Date.UTC(year, month - 1, date))
  return year >= 2000 && year <= 2199 && month >= 1 && month <= 12 && found.getUTCMonth() === month - 1 ? found.toISOString().slice(0, 10) : null
}
const endOf = (year: number, month: number): string | null => month >= 1 && month <= 12 && year >= 2000 && year <= 2199 ? new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) : null

type Parts = readonly [string, string, string]
const patterns: readonly (readonly [RegExp, (parts: Parts, order: DateOrder) => string | null])[] = [
  [/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$/, ([y, m, d]) => day(Number(y), Number(m), Number(d))],
  [/^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})$/, ([d, m, y]) => day(yearOf(y), Number(m), Number(d))],
  [/^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})$/, ([a, b, y], order) => order === 'day-first' ? day(yearOf(y), Number(b), Number(a)) : day(yearOf(y), Number(a), Number(b))],
  [/^(\d{1,2})[. -]+([a-z]{3,9})[. ,-]+(\d{4}|\d{2})$/, ([d, m, y]) => day(yearOf(y), monthNamed(m), Number(d))],
  [/^([a-z]{3,9})[. ]+(\d{1,2}),? (\d{4})$/, ([m, d, y]) => day(Number(y), monthNamed(m), Number(d))],
  [/^q([1-4])[ /-]*(\d{4}|\d{2})()$/, ([q, y]) => endOf(yearOf(y), 3 * Number(q))],
  [/^(\d{4})[ /-]*q([1-4])()$/, ([y, q]) => endOf(Number(y), 3 * Number(q))],
  [/^([a-z]{3,9})[ /-]+(\d{4})()$/, ([m, y]) => endOf(Number(y), monthNamed(m))]
]

/** The day by which something is due, YYYY-MM-DD: "Q2 2027" and "June 2027" mean their last day. Null where it cannot be read, or names no day ("ongoing"). */
export function dueIn (text: string, order: DateOrder): string | null {
  const bare = text.trim().toLowerCase()
  for (const [pattern, read] of patterns) {
    const [, a = '', b = '', c = ''] = pattern.exec(bare) ?? []
    if (a !== '') return read([a, b, c], order)
  }
  return null
}

/** What only one of the two orders allows decides; else the day comes first. */
export function orderIn (texts: readonly string[]): DateOrder {
  const pairs = texts.map(text => /^\s*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}\s*$/.exec(text)).filter(found => found !== null)
  return pairs.some(([, a]) => Number(a) > 12) || !pairs.some(([, , b]) => Number(b) > 12) ? 'day-first' : 'month-first'
}
