/** A milestone as the roadmap needs it. `due`: YYYY-MM-DD. */
export type Stop = { milestoneId: string, title: string, due: string, state: 'open' | 'reached' | 'missed' }
/** `needsId` must be reached before `milestoneId`. */
export type Need = { milestoneId: string, needsId: string }

/** For each milestone what it needs directly. */
export function needsOf (needs: readonly Need[]): Map<string, string[]> {
  const of = new Map<string, string[]>()
  for (const { milestoneId, needsId } of needs) of.set(milestoneId, [...of.get(milestoneId) ?? [], needsId])
  return of
}

/**
 * The circle that one more need would close, as ids: each needs the next one, and the last needs the first. `null`: it closes none.
 * A shortest one, found by breadth; the needs so far hold no circle.
 */
export function circleWith (needs: readonly Need[], { milestoneId, needsId }: Need): string[] | null {
  if (milestoneId === needsId) return [milestoneId]
  const of = needsOf(needs)
  const cameFrom = new Map<string, string | null>([[needsId, null]])
  for (const at of cameFrom.keys()) {
    if (at === milestoneId) return [milestoneId, ...wayTo(cameFrom, at).slice(0, -1)]
    for (const next of of.get(at) ?? []) if (!cameFrom.has(next)) cameFrom.set(next, at)
  }
  return null
}

function wayTo (cameFrom: ReadonlyMap<string, string | null>, end: string): string[] {
  const way: string[] = []
  for (let at: string | null = end; at !== null; at = cameFrom.get(at) ?? null) way.unshift(at)
  return way
}

/** “A” needs “B”, “B” needs “C” and “C” needs “A”: a circle in words. */
export function circleInWords (titles: readonly string[]): string {
  if (titles.length === 1) return `“${titles[0] ?? ''}” would need itself.`
  const steps = titles.map((title, place) => `“${title}” needs “${titles[(place + 1) % titles.length] ?? ''}”`)
  return `This would lead in a circle: ${steps.slice(0, -1).join(', ')} and ${steps.at(-1) ?? ''}. Take one of these needs away first.`
}

/** Needs that are due after what needs them. */
export function lateNeeds (stops: readonly Stop[], needs: readonly Need[]): Need[] {
  const due = new Map(stops.map(stop => [stop.milestoneId, stop.due]))
  return needs.filter(({ milestoneId, needsId }) => (due.get(needsId) ?? '') > (due.get(milestoneId) ?? '9999'))
}

/**
 * The critical chain, first to last: it ends at the open milestone that is due last, and before each stands the open one among those it needs that is
 * due last, which leaves it the least time. Ties: the title, then the id. Milestones have a day and no length, so the classical critical path
 * (Kelley & Walker 1959) with its durations is not what this is; it is the chain with the least slack at each step.
 */
export function criticalChain (stops: readonly Stop[], needs: readonly Need[]): string[] {
  const open = new Map(stops.filter(({ state }) => state !== 'reached').map(stop => [stop.milestoneId, stop]))
  const of = needsOf(needs)
  const chain: string[] = []
  let at = lastDue([...open.values()])
  while (at !== undefined && !chain.includes(at.milestoneId)) {
    chain.unshift(at.milestoneId)
    at = lastDue((of.get(at.milestoneId) ?? []).flatMap(id => open.get(id) ?? []))
  }
  return chain
}

const lastDue = (stops: readonly Stop[]): Stop | undefined => stops.reduce<Stop | undefined>((last, stop) => last === undefined || isLater(stop, last) ? stop : last, undefined)
const isLater = (a: Stop, b: Stop) => a.due !== b.due ? a.due > b.due : a.title !== b.title ? a.title < b.title : a.milestoneId < b.milestoneId
