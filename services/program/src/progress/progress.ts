import type { Progress } from '@weft/contracts/program/progress-events'
import { headlineOf, type Stood } from '../initiative/headline.ts'
import { kinds, type Kind } from '../momentum/kinds.ts'

/** How often a kind of fact came about, so far and in the last seven days. */
export type Counted = { kind: string, total: number, week: number }

const isKind = (kind: string): kind is Kind => Object.hasOwn(kinds, kind)

/** How far the program is. Facts of a kind that this version no longer knows are not told. Kinds stand in one order, so that equal states are equal texts. */
export function progressOf (day: string, stood: readonly Stood[], counted: readonly Counted[]): Progress {
  const { all, inProgram, undecided, retired, rejected, goesOn } = headlineOf(stood)
  const byKind = new Map(counted.map(one => [one.kind, one]))
  return {
    day,
    projects: { all, inProgram: inProgram.all, undecided: undecided.all, retired: retired.all, rejected: rejected.all, goesOn },
    counts: Object.keys(kinds).filter(isKind).flatMap(kind => {
      const found = byKind.get(kind)
      return found === undefined ? [] : [{ kind, side: kinds[kind].side, words: kinds[kind].many, total: found.total, week: found.week }]
    })
  }
}
