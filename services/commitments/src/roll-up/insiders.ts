/**
 * One person in a figure, and everybody who knows what it holds of them: themselves, and whoever reviews or reviewed them. `sharedWith`: who shares single items and so knows these;
 * of somebody with no other item, that is all.
 */
export type Member = { personId: string, knownBy: readonly string[], sharedWith?: readonly string[] }

/** How many may put together what they know. */
const COALITION = 2

/**
 * Whether a figure over these people tells no one, alone or two together, about some people but fewer than `k` whom they did not know:
 * for every two insiders none is left, or at least `k` are. Two such sets of different people together pass as well.
 */
export function isWide (members: readonly Member[], k: number): boolean {
  if (members.length === 0) return true
  const known = knownOf(members)
  const most = known.slice(0, COALITION).reduce((sum, set) => sum + set.size, 0)
  if (members.length - most >= k) return true
  return leavesEnough(members.length, k) && known.every((one, at) => leavesEnough(members.length - one.size, k) && everyPairLeavesEnough(members.length, one, known.slice(at + 1), k))
}

/**
 * People of a figure whom each insider knows, by their places, the largest set first. Who shares items comes twice, without the people of whom they know a part and with them:
 * knowing more may leave nobody over where knowing less leaves one.
 */
function knownOf (members: readonly Member[]): ReadonlySet<number>[] {
  const known = placesBy(members, ({ knownBy }) => knownBy)
  const shared = [...placesBy(members, ({ sharedWith }) => sharedWith ?? [])].map(([insider, places]) => places.union(known.get(insider) ?? new Set<number>()))
  return [...known.values(), ...shared].toSorted((a, b) => b.size - a.size)
}

function placesBy (members: readonly Member[], who: (member: Member) => readonly string[]): ReadonlyMap<string, Set<number>> {
  const places = new Map<string, Set<number>>()
  members.forEach((member, place) => {
    for (const insider of who(member)) places.set(insider, (places.get(insider) ?? new Set()).add(place))
  })
  return places
}

function everyPairLeavesEnough (people: number, one: ReadonlySet<number>, others: readonly ReadonlySet<number>[], k: number): boolean {
  for (const other of others) {
    // The rest know even fewer.
    if (people - one.size - other.size >= k) return true
    if (!leavesEnough(people - one.union(other).size, k)) return false
  }
  return true
}

const leavesEnough = (unknown: number, k: number): boolean => unknown === 0 || unknown >= k // guard: two insiders
