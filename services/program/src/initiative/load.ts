import type { LoadReply } from '@weft/contracts/program/initiative-api'
import { budgetsOf } from './combined.ts'

/** A project that runs. Days are YYYY-MM-DD; no start: it has begun; no end: it goes on. */
export type Running = { unitId: string | null, unit: string | null, budget: number | null, budgetCurrency: string | null, startsOn: string | null, endsOn: string | null }
type Period = { from: string, until: string }

const MOST_UNITS = 500
const months = { month: 1, quarter: 3 } as const
const number = { month: 12, quarter: 8 } as const
const dayOf = (year: number, month: number, day: number): string => new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)

/** The periods from the one in which `from` lies: 12 months or 8 quarters, first and last day each. */
export function periodsFrom (from: string, by: 'month' | 'quarter'): Period[] {
  const long = months[by]
  const [year, month] = [Number(from.slice(0, 4)), Math.floor((Number(from.slice(5, 7)) - 1) / long) * long]
  return Array.from({ length: number[by] }, (_, place) => ({ from: dayOf(year, month + place * long, 1), until: dayOf(year, month + (place + 1) * long, 0) }))
}

/** What runs in a period: begun by its last day and not over before its first. Of neither start nor end nobody knows when it runs. */
const runsIn = ({ startsOn, endsOn }: Running, { from, until }: Period): boolean =>
  !(startsOn === null && endsOn === null) && (startsOn === null || startsOn <= until) && (endsOn === null || endsOn >= from)

/** Load of each unit: how many projects, what they cost, how many run at the same time. The busiest unit first; one written differently and not resolved is one of its own. */
export function loadOf (all: readonly Running[], periods: readonly Period[]): LoadReply['units'] {
  const byUnit = new Map<string, Running[]>()
  for (const one of all) {
    const key = one.unitId ?? `written: ${one.unit?.trim().toLowerCase() ?? ''}`
    byUnit.set(key, [...byUnit.get(key) ?? [], one])
  }
  return [...byUnit.values()].map(projects => {
    const running = periods.map(period => projects.filter(one => runsIn(one, period)).length)
    return {
      unitId: projects[0]?.unitId ?? null, unit: projects[0]?.unit ?? null, projects: projects.length,
      undated: projects.filter(({ startsOn, endsOn }) => startsOn === null && endsOn === null).length,
      budgets: budgetsOf(projects), running, most: Math.max(0, ...running)
    }
  }).sort((a, b) => b.most - a.most || b.projects - a.projects || ((a.unit ?? '~') < (b.unit ?? '~') ? -1 : 1)).slice(0, MOST_UNITS)
}
