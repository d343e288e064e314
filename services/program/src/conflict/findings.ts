import type { StatementField } from '@weft/contracts/program/view-api'
import { divergenceOf } from '../divergence/divergence.ts'
import type { Place, View } from '../divergence/view.ts'
import type { WordMap } from '../meaning/word-map.ts'
import type { PairFindings, Statement } from './group.ts'

/** Counts up when the method finds something else in the same texts: pairs that were compared by an older one are compared again. */
export const METHOD = '1'

/** What comparing two views gives, with the statements themselves in place of their addresses. */
export function findingsOf (a: View, b: View, map: WordMap): PairFindings {
  const { matches, contradictions } = divergenceOf(a, b, map)
  const link = (one: { a: Place, b: Place, why: string }) => ({ a: statementAt(a, one.a), b: statementAt(b, one.b), reason: one.why })
  return { matches: matches.map(link), contradictions: contradictions.map(link) }
}

function statementAt (view: View, at: Place): Statement {
  const [field, place] = at.split('.') as [Exclude<StatementField, 'life' | 'contribution'>, string]
  const text = view[field][Number(place)]
  if (text === undefined) throw new Error(`A finding names ${at}, which this view does not have`)
  return { field, text }
}
