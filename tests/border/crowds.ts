export type Stratum = { unitId: string, bands: Record<string, string> }

/**
 * The smallest group that a sheet is promised to be hidden in: everybody with the same stratum. Where that is fewer than k, which the rules
 * exclude, the sheets count to the unit above until they are k: there the promise, not the leak, is the yardstick. Written apart from the rules.
 */
export function crowdsOf (strata: readonly Stratum[], parentOf: ReadonlyMap<string, string | null>, k: number): { crowdOf: string[], merged: number } {
  const at = strata.map(({ unitId, bands }) => ({ unitId, label: JSON.stringify([unitId, bands]) }))
  let merged = 0
  for (;;) {
    const small = [...Map.groupBy(at, place => place.label).values()].filter(group => group.length < k && group.some(place => place.label !== 'all'))
    if (small.length === 0) return { crowdOf: at.map(place => place.label), merged }
    for (const place of small.flat()) {
      merged++
      const above = parentOf.get(place.unitId) ?? null
      place.label = above === null ? 'all' : JSON.stringify([above, {}])
      place.unitId = above ?? place.unitId
    }
  }
}
