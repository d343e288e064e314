/**
 * Adjusted p-values (q) of one family, in the order given: q₍ₖ₎ = min over j ≥ k of m·p₍ⱼ₎/j, at most 1 (Benjamini & Hochberg 1995).
 * Rejecting where q < .05 keeps the expected share of false findings of the family below 5 %.
 */
export function adjustedP (p: readonly number[]): number[] {
  const largestFirst = p.map((_, at) => at).sort((a, b) => (p[b] as number) - (p[a] as number))
  const adjusted = new Array<number>(p.length)
  let least = 1
  for (const [place, at] of largestFirst.entries()) {
    least = Math.min(least, (p[at] as number) * (p.length / (p.length - place)))
    adjusted[at] = least
  }
  return adjusted
}
