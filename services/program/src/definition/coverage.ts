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

type Counted = { unitId: string, parentId: string | null, name: string, people: number, acknowledged: number }

/** Units with all below them, those with fewer than 2k people left out; in the order given. */
export function coverageOf (units: readonly Counted[]): ({ unitId: string, name: string, people: number } & Band)[] {
  const total = new Map(units.map(unit => [unit.unitId, { people: 0, acknowledged: 0 }]))
  const parents = new Map(units.map(({ unitId, parentId }) => [unitId, parentId]))
  for (const { unitId, people, acknowledged } of units) {
    // As many steps as there are units: a tree that is none ends all the same.
    for (let at: string | null = unitId, steps = 0; at !== null && steps <= units.length; at = parents.get(at) ?? null, steps++) {
      const sum = total.get(at)
      if (sum === undefined) break
      sum.people += people
      sum.acknowledged += acknowledged
    }
  }
  return units.flatMap(({ unitId, name }) => {
    const { people, acknowledged } = total.get(unitId) as { people: number, acknowledged: number }
    const band = bandOf(acknowledged, people)
    return band === null ? [] : [{ unitId, name, people, ...band }]
  })
}
