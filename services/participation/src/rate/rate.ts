/** A unit of a frozen tree: how many were invited and how many have sent, each directly in it, without what lies below. */
export type CountedUnit = { unitId: string, parentId: string | null, invited: number, redeemed: number }

/** How many have sent in a unit with all below it: a band of people, ends included. */
export type RateBand = { unitId: string, invited: number, atLeast: number, atMost: number }

type Part = { low: number, high: number }
type Total = Part & { invited: number, redeemed: number, widest: number }

/**
 * Response rates for units with at least 2k invited, in bands at least k people wide, ends included; every band holds the true count.
 *
 * Bands lie on a fixed grid: edges are multiples of k + 1, for every unit and on every day, so two days of one unit differ by at least a whole cell.
 * So that no band can be narrowed by parents and children either, they are cut bottom-up. What a unit is made of, its parts, are the bands
 * of its children and the cell of its own direct people; these bound its count by low = Σ lows and high = Σ highs. Within that only edges e with
 *   low + w < e ≤ high − w,   w = max(k, the widest part)
 * are used. Then every part still can have every one of its values: for the value v of a part [l, h] the others sum to anything from low − l to
 * high − h, so the total can be anything from low − l + v ≤ low + w to high − h + v ≥ high − w, and any band reaches from at most high − w
 * to at least low + w. Parts hold different people, so by induction all bands of a day together say of each count no more than its own band.
 */
export function ratesOf (units: readonly CountedUnit[], k: number): RateBand[] {
  const totals = new Map<string, Total>()
  const bands: RateBand[] = []
  for (const unit of bottomUp(units)) {
    const total = totals.get(unit.unitId) ?? nothing()
    addPart(total, ownPart(unit, k), unit)
    const band = total.invited >= 2 * k ? cellOf(total.redeemed, total, k, total.widest) : { low: 0, high: total.invited }
    if (total.invited >= 2 * k) bands.push({ unitId: unit.unitId, invited: total.invited, atLeast: band.low, atMost: band.high })
    if (unit.parentId === null) continue
    const above = totals.get(unit.parentId) ?? nothing()
    totals.set(unit.parentId, above)
    addPart(above, band, total)
  }
  return bands
}

const nothing = (): Total => ({ low: 0, high: 0, invited: 0, redeemed: 0, widest: 0 })

function addPart (total: Total, { low, high }: Part, { invited, redeemed }: { invited: number, redeemed: number }): void {
  total.low += low
  total.high += high
  total.invited += invited
  total.redeemed += redeemed
  total.widest = Math.max(total.widest, high - low)
}

/** The direct people of a unit: too few to be told anything of, or a cell of their own grid. */
const ownPart = ({ invited, redeemed }: CountedUnit, k: number): Part =>
  invited < 2 * k ? { low: 0, high: invited } : cellOf(redeemed, { low: 0, high: invited }, k, 0)

/** The cell around a count between those edges of the grid that may be used. */
function cellOf (count: number, { low, high }: Part, k: number, widest: number): Part {
  const step = k + 1
  const margin = Math.max(k, widest)
  const first = Math.ceil((low + margin + 1) / step) * step
  const last = Math.floor((high - margin) / step) * step
  if (first > last) return { low, high }
  const below = Math.floor(count / step) * step
  return {
    low: below < first ? low : Math.min(below, last),
    high: below >= last ? high : Math.max(below + step, first) - 1
  }
}

/** Every unit after all that lie below it. */
function bottomUp (units: readonly CountedUnit[]): CountedUnit[] {
  const below = new Map<string | null, CountedUnit[]>()
  for (const unit of units) below.set(unit.parentId, [...below.get(unit.parentId) ?? [], unit])
  const topDown = [...below.get(null) ?? []]
  for (let i = 0; i < topDown.length; i++) topDown.push(...below.get(topDown[i]?.unitId ?? null) ?? [])
  return topDown.reverse()
}
