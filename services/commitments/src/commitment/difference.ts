import type { Commitment } from './commitment.ts'

const kept = ['state', 'wording', 'horizon', 'startsOn', 'dueOn', 'discipline', 'priorityId', 'practiceId', 'benefits', 'measure', 'weight', 'weightAgreedBy', 'parts', 'splitFrom', 'progress', 'endedOn', 'dropAgreedBy', 'milestones', 'partners'] as const
type Kept = Partial<Pick<Commitment, typeof kept[number]>>

/** Fields that differ, as they were and as they are. Without a before, all of them are new. */
export function differenceOf (before: Commitment | null, after: Commitment): { before: Kept | null, after: Kept } {
  const changed = kept.filter(key => before === null || JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  const pick = (one: Commitment): Kept => Object.fromEntries(changed.map(key => [key, one[key]]))
  return { before: before === null ? null : pick(before), after: pick(after) }
}

const names: Readonly<Record<string, string>> = { wording: 'Commitment', horizon: 'Horizon', startsOn: 'Start', dueOn: 'Due', discipline: 'Discipline', benefits: 'Who benefits', measure: 'Measure', weight: 'Weight', progress: 'Progress' }

/** The fields of a step that people read, with what was there and what is. What was just made has no before and needs no list. */
export function changesInWords (before: Readonly<Record<string, unknown>> | null, after: Readonly<Record<string, unknown>> | null): { field: string, from: string | null, to: string | null }[] {
  if (before === null || after === null) return []
  const text = (value: unknown) => typeof value === 'string' || typeof value === 'number' ? String(value) : null
  return Object.keys(after).flatMap(key => Object.hasOwn(names, key) ? [{ field: names[key] ?? key, from: text(before[key]), to: text(after[key]) }] : [])
}
