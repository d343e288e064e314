/** The day (YYYY-MM-DD) that an instant falls on in a time zone. Throws a RangeError for a zone that does not exist. */
export function dayOf (instant: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant)
  const part = (type: string) => parts.find(found => found.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
