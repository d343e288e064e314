import type { InitiativeReply } from '@weft/contracts/program/initiative-api'
import type { ToldFields } from './fields.ts'

type Part = ToldFields & { ownerName: string | null, unitName: string | null }

/** What a project and all it took in are together. Budgets add up within a currency; the time is from the first start to the last end. */
export function combinedOf (parts: readonly Part[]): NonNullable<InitiativeReply['combined']> {
  const once = (values: readonly (string | null)[]) => [...new Set(values.filter(value => value !== null))]
  const days = (values: readonly (string | null)[]) => values.filter(value => value !== null).sort()
  return {
    projects: parts.length,
    disciplines: once(parts.flatMap(part => part.disciplines)).sort(), segments: once(parts.flatMap(part => part.segments)),
    customers: once(parts.map(part => part.customers)), units: once(parts.map(part => part.unitName ?? part.unit)), owners: once(parts.map(part => part.ownerName ?? part.owner)),
    budgets: budgetsOf(parts),
    startsOn: days(parts.map(part => part.startsOn))[0] ?? null, endsOn: days(parts.map(part => part.endsOn)).at(-1) ?? null
  }
}

/** Sums in cents: a thousand times a tenth is a hundred. What says no currency is a sum of its own. */
export function budgetsOf (parts: readonly Pick<ToldFields, 'budget' | 'budgetCurrency'>[]): { currency: string | null, amount: number }[] {
  const cents = new Map<string | null, number>()
  for (const { budget, budgetCurrency } of parts) if (budget !== null) cents.set(budgetCurrency, (cents.get(budgetCurrency) ?? 0) + Math.round(budget * 100))
  return [...cents].map(([currency, sum]) => ({ currency, amount: sum / 100 })).sort((a, b) => (a.currency ?? '~') < (b.currency ?? '~') ? -1 : 1)
}
