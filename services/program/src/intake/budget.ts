const signs: readonly (readonly [RegExp, string])[] = [[/€|\beur\b|\bteur\b/i, 'EUR'], [/\bchf\b/i, 'CHF'], [/£|\bgbp\b/i, 'GBP'], [/\bsek\b/i, 'SEK'], [/\bdkk\b/i, 'DKK'], [/\bnok\b/i, 'NOK'], [/\bcad\b|c\$/i, 'CAD'], [/\baud\b|a\$/i, 'AUD'], [/\$|\busd\b/i, 'USD']]
/** The currency that a text names; null for none. */
export const currencyIn = (text: string): string | null => signs.find(([sign]) => sign.test(text))?.[1] ?? null

const MILLION = /\d\s*(m|mio|mn|million|millionen|mill)\.?\b|\b(m|mio|mn)\.?\s*[€$£]|\bm(eur|chf|gbp|usd|sek|dkk|nok)\b|\bmillions?\b|\bmio\b/i
const THOUSAND = /\d\s*k\b|\bk\s*[€$£]|\b[tk](eur|chf|gbp|usd|sek|dkk|nok)\b|(?<!\d)['’]000|\bthousands?\b|\btsd\b|\d\s*tsd/i
/** Whether a text counts in thousands or millions. */
export const timesIn = (text: string): 1 | 1_000 | 1_000_000 => MILLION.test(text) ? 1_000_000 : THOUSAND.test(text) ? 1_000 : 1

/** "1.200" → 1200, "1,900,000.00" → 1900000, "85,5" → 85.5: a lone mark before three digits parts thousands, else it is the decimal one. */
function numberIn (text: string): number | null {
  const digits = text.replace(/[\s'’\u00a0\u202f]/g, '')
  if (!/^\d+([.,]\d+)*$/.test(digits)) return null
  const marks = [...digits.matchAll(/[.,]/g)].map(([mark]) => mark)
  const last = marks.at(-1)
  const after = last === undefined ? '' : digits.slice(digits.lastIndexOf(last) + 1)
  const isDecimal = last !== undefined && (new Set(marks).size === 2 || (marks.length === 1 && after.length !== 3))
  const whole = isDecimal ? digits.slice(0, digits.lastIndexOf(last)) : digits
  return Number(`${whole.replace(/[.,]/g, '')}${isDecimal ? `.${after}` : ''}`)
}

export type Money = { amount: number, currency: string | null, about: boolean }

/** What a budget says, in whole units. `of` is what the column says: times and currency for cells that name none. Null: no one amount can be read. */
export function budgetIn (text: string, of: { currency: string | null, times: 1 | 1_000 | 1_000_000 }): Money | null {
  const own = timesIn(text)
  const bare = text.toLowerCase().replace(/\b(ca|c|circa|approx|about|around|est|rund|etwa|ungefahr|env)\b\.?|[~≈]/g, '').trim()
  const number = numberIn(bare.replace(/[€$£]|\b[tkm]?(eur|chf|gbp|usd|sek|dkk|nok|cad|aud)\b|(?<!\d)['’]000\b|\b(mio|mn|mill|million|millionen|millions|tsd|thousand|thousands)\b\.?/g, '').trim().replace(/^[km]\b\s*/, '').replace(/\s*[km]\.?$/, ''))
  if (number === null) return null
  const amount = Math.round(number * (own === 1 ? of.times : own) * 100) / 100
  return amount > 9_999_999_999_999 ? null : { amount, currency: currencyIn(text) ?? of.currency, about: bare !== text.toLowerCase().trim() }
}
