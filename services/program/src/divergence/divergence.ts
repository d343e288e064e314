import { closenessOf, readText } from '../meaning/closeness.ts'
import { stancesOf } from '../meaning/stance.ts'
import type { WordMap } from '../meaning/word-map.ts'
import { contradictionOf, matchOf, type Beside, type Judgement, type ReadStatement } from './judgement.ts'
import { statementsOf, type Divergence, type Linked, type View } from './view.ts'

type Candidate = Linked & { kind: 'contradictions' | 'matches' }

/**
 * Lays two departments' views of the same customers side by side: what matches, what contradicts, what only one of them names.
 * A statement is linked once, the surest link first. The same views give the same answer everywhere: nothing is asked of any model or network.
 * `map` is `shippedWordMap()`. The method and its figures: docs/decisions/0022.
 */
export const divergenceOf = (a: View, b: View, map: WordMap): Divergence => {
  const as = readAll(a, map), bs = readAll(b, map)
  const candidates = as.flatMap(one => bs.flatMap(other => candidatesOf(beside(one, other))))
  const kept = surestFirst(candidates)
  const of = (kind: Candidate['kind']) => kept.filter(link => link.kind === kind).map(({ a, b, why, sure }) => ({ a, b, why, sure }))
  const linked = new Set(kept.flatMap(link => [`a ${link.a}`, `b ${link.b}`]))
  return {
    contradicts: kept.some(({ kind }) => kind === 'contradictions'),
    contradictions: of('contradictions'),
    matches: of('matches'),
    onlyA: as.map(({ at }) => at).filter(at => !linked.has(`a ${at}`)),
    onlyB: bs.map(({ at }) => at).filter(at => !linked.has(`b ${at}`))
  }
}

const REMEMBERED = 500
/** A view is laid beside each other view of its segment: what was read last is kept, so that each statement is read once. */
const remembered = new Map<string, Pick<ReadStatement, 'read' | 'stances'>>()

const readAll = (view: View, map: WordMap): ReadStatement[] => statementsOf(view).map(statement => ({ ...statement, ...readOnce(statement.text, statement.field === 'pains', map) }))

const readOnce = (text: string, isPain: boolean, map: WordMap): Pick<ReadStatement, 'read' | 'stances'> => {
  const key = `${isPain ? '-' : '+'}${text}`
  const before = remembered.get(key)
  if (before?.read.map === map) return before
  const now = { read: readText(text, map), stances: stancesOf(text, isPain) }
  if (remembered.size >= REMEMBERED) remembered.clear()
  remembered.set(key, now)
  return now
}

const beside = (a: ReadStatement, b: ReadStatement): Beside => ({ a, b, closeness: closenessOf(a.read, b.read) })

const candidatesOf = (pair: Beside): Candidate[] => {
  const link = (kind: Candidate['kind'], judged: Judgement | undefined): Candidate[] =>
    judged ? [{ kind, a: pair.a.at, b: pair.b.at, ...judged }] : []
  return [...link('contradictions', contradictionOf(pair)), ...link('matches', matchOf(pair))]
}

const surestFirst = (candidates: Candidate[]): Candidate[] => {
  const takenA = new Set<string>(), takenB = new Set<string>()
  return [...candidates].sort((one, other) => other.sure - one.sure).filter(({ a, b }) => {
    if (takenA.has(a) || takenB.has(b)) return false
    takenA.add(a)
    takenB.add(b)
    return true
  })
}
