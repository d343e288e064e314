const K = 5

/** A number of people told as a band at least k wide. */
export type Band = { atLeast: number, atMost: number }

/**
 * Where a count lies, in bands at least k + 1 counts wide, both ends of the scale included, so that a band never says "nobody", "all" or
 * that one more has come. Null for fewer than 2k people: a band would be as wide as the unit.
 */
export function bandOf (count: number, people: number): Band | null {
  if (people < 2 * K) return null
  const step = K + 1
  const bands = Math.max(1, Math.floor((people + 1) / step))
  const place = Math.min(bands - 1, Math.floor(count / step))
  return { atLeast: place * step, atMost: place === bands - 1 ? people : (place + 1) * step - 1 }
}
