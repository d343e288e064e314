import type { Initiative, InitiativeFields } from '@weft/contracts/program/initiative-api'
import { Refusal } from '@weft/service-kit/refusal'

/** Field → name of its column, in the order in which they are told. */
export const columnOf: Readonly<Record<keyof InitiativeFields, string>> = {
  title: 'title', goal: 'goal', owner: 'owner', ownerId: 'owner_id', sponsor: 'sponsor', sponsorId: 'sponsor_id', unit: 'unit', unitId: 'unit_id',
  disciplines: 'disciplines', segments: 'segments', customers: 'customers', budget: 'budget', budgetCurrency: 'budget_currency', budgetText: 'budget_text',
  startsOn: 'starts_on', startsText: 'starts_text', endsOn: 'ends_on', endsText: 'ends_text', status: 'status'
}
export const fieldNames = Object.keys(columnOf) as (keyof InitiativeFields)[]

/** Fields as they are told: a discipline may be one that is no longer in the list. */
export type ToldFields = Omit<InitiativeFields, 'disciplines'> & { disciplines: string[] }

const isSaid = (text: string | null): boolean => text !== null && text.trim() !== ''

/** What nobody has said yet of those four without which a project is an orphan. A person id says the owner as well as a name does; a segment says the customers. */
export function missingOf ({ owner, ownerId, sponsor, sponsorId, customers, segments, goal }: Pick<ToldFields, 'owner' | 'ownerId' | 'sponsor' | 'sponsorId' | 'customers' | 'segments' | 'goal'>): Initiative['missing'] {
  const missing: Initiative['missing'] = []
  if (!isSaid(owner) && ownerId === null) missing.push('owner')
  if (!isSaid(sponsor) && sponsorId === null) missing.push('sponsor')
  if (!isSaid(customers) && segments.length === 0) missing.push('customers')
  if (!isSaid(goal)) missing.push('goal')
  return missing
}

const shown = (value: string | number | readonly string[] | null | undefined): string | null => value === null || value === undefined ? null : typeof value === 'object' ? value.length === 0 ? null : value.join(', ') : String(value)

/** What differs between two versions, field by field, in words. */
export const differenceOf = (before: Partial<ToldFields>, after: Partial<ToldFields>): { field: string, before: string | null, after: string | null }[] =>
  fieldNames.map(field => ({ field, before: shown(before[field]), after: shown(after[field]) })).filter(one => one.before !== one.after)

/** Whether the fields fit each other. Throws `ends-before-start`, `currency-without-budget`, `discipline-twice`. */
export function checkFields ({ startsOn, endsOn, budget, budgetCurrency, disciplines }: InitiativeFields): void {
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) throw new Refusal('invalid', 'ends-before-start', 'The end lies before the start.')
  if (budget === null && budgetCurrency !== null) throw new Refusal('invalid', 'currency-without-budget', 'There is a currency, but no budget.')
  if (new Set(disciplines).size < disciplines.length) throw new Refusal('invalid', 'discipline-twice', 'A discipline stands there twice.')
}
