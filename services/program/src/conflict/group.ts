import type { Divergence, Said } from '@weft/contracts/program/conflict-api'
import type { StatementField } from '@weft/contracts/program/view-api'

export type Statement = { field: StatementField, text: string }
/** What two views have in common and where they contradict, with the reason in words. `a` is said by the first view, `b` by the second. */
export type PairFindings = { matches: readonly Link[], contradictions: readonly Link[] }
export type Link = { a: Statement, b: Statement, reason: string }
/** A view as it is compared. */
export type Looked = { viewId: string, unitId: string, unitName: string, version: number, statements: readonly Statement[] }

/** Findings of two views are kept with the lower id first. */
export const pairKey = (one: string, other: string): string => one < other ? `${one} ${other}` : `${other} ${one}`
const keyOf = (viewId: string, { field, text }: Statement) => `${viewId} ${field} ${text}`
/** The life beyond our products and the own contribution are read side by side and not compared. */
const isCompared = ({ field }: Statement) => field !== 'life' && field !== 'contribution'

/**
 * What all views of a segment say, each need, pain and goal in exactly one group: statements that match, directly or through a
 * third view, are one thing said by their views. `byOne`: by nobody else, and contradicted by nobody; `disputed`: by one, and contradicted.
 */
export function groupsOf (views: readonly Looked[], pairs: ReadonlyMap<string, PairFindings>): Divergence {
  const said = new Map<string, Said>()
  for (const { viewId, unitId, unitName, statements } of views) for (const one of statements.filter(isCompared)) said.set(keyOf(viewId, one), { viewId, unitId, unitName, ...one })
  const things = new Things(said.keys())
  const contradicted = new Set<string>()
  let contradictions = 0
  for (const [pair, { matches, contradictions: found }] of pairs) {
    const [first = '', second = ''] = pair.split(' ')
    for (const { a, b } of matches) things.join(keyOf(first, a), keyOf(second, b))
    for (const { a, b } of found) [keyOf(first, a), keyOf(second, b)].forEach(key => contradicted.add(key))
    contradictions += found.length
  }
  const groups: Pick<Divergence, 'byAll' | 'bySome' | 'byOne' | 'disputed'> = { byAll: [], bySome: [], byOne: [], disputed: [] }
  for (const keys of things.all()) {
    const members = keys.flatMap(key => said.get(key) ?? [])
    const [first] = members
    if (first === undefined) continue
    const by = new Set(members.map(({ viewId }) => viewId)).size
    const group = by > 1 ? by === views.length ? 'byAll' : 'bySome' : keys.some(key => contradicted.has(key)) ? 'disputed' : 'byOne'
    groups[group].push({ field: first.field, said: members })
  }
  return { views: views.length, statements: said.size, contradictions, ...groups }
}

/** Disjoint sets of keys, in the order in which their first members came. */
class Things {
  readonly #above = new Map<string, string>()
  constructor (keys: Iterable<string>) { for (const key of keys) this.#above.set(key, key) }

  #top (key: string): string {
    let at = key
    for (let up = this.#above.get(at); up !== undefined && up !== at; up = this.#above.get(at)) at = up
    return at
  }

  /** What is not a known key joins nothing. */
  join (one: string, other: string): void {
    if (this.#above.has(one) && this.#above.has(other)) this.#above.set(this.#top(other), this.#top(one))
  }

  all (): string[][] {
    return [...Map.groupBy(this.#above.keys(), key => this.#top(key)).values()]
  }
}
