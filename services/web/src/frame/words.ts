const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const numberFormat = new Intl.NumberFormat('en-GB')
const MINUS = '\u2212'

/** "2026-05-30" → "30 May 2026" */
export const inWords = (day: string): string => dayFormat.format(new Date(`${day}T00:00:00Z`))

/** 1234 → "1,234" */
export const count = (value: number): string => numberFormat.format(value)

/** count(1, 'person', 'people') in one go: "1 person", "2,041 people" */
export const counted = (value: number, one: string, many = `${one}s`): string => `${count(value)} ${value === 1 ? one : many}`

/** A score of 0–100 as a whole number. */
export const score = (value: number): string => String(Math.round(value))

/** Points above or below, with the sign always there: "+12", "−9", "0". */
export function points (value: number): string {
  const rounded = Math.round(value)
  return rounded === 0 ? '0' : rounded > 0 ? `+${rounded}` : `${MINUS}${-rounded}`
}

/** Points in a sentence: "17 below", "4 above", "level with". */
export function against (value: number): string {
  const rounded = Math.round(value)
  return rounded === 0 ? 'level with' : `${Math.abs(rounded)} ${rounded > 0 ? 'above' : 'below'}`
}

/** ["a", "b", "c"] → "a, b and c" */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** Path and query from parts; what is undefined is left out. */
export function address (path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
