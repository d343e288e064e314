import type { Counter } from '@weft/contracts/program/momentum-api'
import { kinds, type Side } from './kinds.ts'

export type KindCount = { kind: string, week: number, quarter: number, all: number }

/** One side's counters, with what happened most lately first; what never happened stands last. They are not added up: a forum and a quick win are no two of anything. */
export function countersOf (side: Exclude<Side, 'news'>, counts: readonly KindCount[]): Counter[] {
  const byKind = new Map(counts.map(count => [count.kind, count]))
  return Object.entries(kinds).filter(([, kind]) => kind.side === side) // guard: activity apart from outcome
    .map(([kind, { many }]) => ({ many, ...byKind.get(kind) ?? { kind, week: 0, quarter: 0, all: 0 } }))
    .sort((a, b) => b.week - a.week || b.quarter - a.quarter || b.all - a.all)
}

export const sideOf = (kind: string): Side => Object.hasOwn(kinds, kind) ? kinds[kind as keyof typeof kinds].side : 'news'
