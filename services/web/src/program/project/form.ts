import { initiativeFields, type Initiative, type InitiativeFields } from '@weft/contracts/program/initiative-api'
import type { Finding } from '@weft/service-kit/page/controls'
import type { Refusal } from '@weft/service-kit/refusal'

export type ProjectForm = {
  title: string, goal: string, owner: string, sponsor: string, unit: string, unitId: string, customers: string, segments: string, disciplines: readonly string[]
  budget: string, budgetCurrency: string, startsOn: string, endsOn: string, status: string, version: string
}
export const emptyProject: ProjectForm = { title: '', goal: '', owner: '', sponsor: '', unit: '', unitId: '', customers: '', segments: '', disciplines: [], budget: '', budgetCurrency: '', startsOn: '', endsOn: '', status: '', version: '' }

export const formOf = (one: Initiative): ProjectForm => ({
  title: one.title, goal: one.goal ?? '', owner: one.owner ?? '', sponsor: one.sponsor ?? '', unit: one.unit ?? '', unitId: one.unitId ?? '', customers: one.customers ?? '', segments: one.segments.join('; '), disciplines: one.disciplines,
  budget: one.budget === null ? '' : String(one.budget), budgetCurrency: one.budgetCurrency ?? '', startsOn: one.startsOn ?? '', endsOn: one.endsOn ?? '', status: one.status ?? '', version: String(one.version)
})

const orNull = (text: string): string | null => text.trim() === '' ? null : text.trim()
const sentences: Readonly<Record<string, string>> = {
  title: 'Give it a name of at most 200 characters.', budget: 'Write the budget as a whole number, such as 120000, or leave it empty.', budgetCurrency: 'A currency has three letters, such as EUR.',
  startsOn: 'The start is a date, such as 2027-04-01.', endsOn: 'The end is a date, such as 2027-06-30.', disciplines: 'Choose from the list.', segments: 'At most 20 segments, each of at most 100 characters.', goal: 'At most 4,000 characters.'
}

/**
 * What the form says, as the service takes it; or what is wrong with it. `before`: what it said until now. What a file or the directory
 * knew of a field (an id, how a date was written) stays as long as the field does.
 */
export function fieldsFrom (form: ProjectForm, before: Initiative | null): { fields: InitiativeFields } | { findings: Finding[] } {
  const same = (one: string | null, other: string | null | undefined): boolean => before !== null && one === (other ?? null)
  const [owner, sponsor, startsOn, endsOn, budget] = [orNull(form.owner), orNull(form.sponsor), orNull(form.startsOn), orNull(form.endsOn), orNull(form.budget.replace(/[\s,'’]/g, ''))]
  const parsed = initiativeFields.safeParse({
    title: form.title, goal: orNull(form.goal), owner, ownerId: same(owner, before?.owner) ? before?.ownerId ?? null : null, sponsor, sponsorId: same(sponsor, before?.sponsor) ? before?.sponsorId ?? null : null,
    unit: orNull(form.unit), unitId: orNull(form.unitId), customers: orNull(form.customers), segments: form.segments.split(';').map(text => text.trim()).filter(text => text !== ''),
    disciplines: form.disciplines, budget: budget === null ? null : Number(budget), budgetCurrency: orNull(form.budgetCurrency.toUpperCase()), budgetText: same(budget, before?.budget === null || before === null ? null : String(before.budget)) ? before?.budgetText ?? null : null,
    startsOn, startsText: same(startsOn, before?.startsOn) ? before?.startsText ?? null : null, endsOn, endsText: same(endsOn, before?.endsOn) ? before?.endsText ?? null : null, status: orNull(form.status)
  })
  if (parsed.success) return { fields: parsed.data }
  return { findings: [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? '')))].map(at => ({ at, sentence: sentences[at] ?? 'This is too long, or has a sign that cannot be kept.' })) }
}

const places: Readonly<Record<string, string>> = {
  'ends-before-start': 'endsOn', 'currency-without-budget': 'budgetCurrency', 'no-such-unit': 'unitId', 'merge-needs-other': 'into', 'merge-into-itself': 'into', 'merge-into-ended': 'into', 'into-without-merge': 'into', 'adopt-needs-owner': 'owner',
  'decided-already': 'kind', 'nothing-to-reopen': 'kind', 'link-to-nothing': 'words', 'no-such-target': 'becomes'
}
export const findingOf = ({ code, message }: Refusal): Finding => ({ ...Object.hasOwn(places, code) && { at: places[code] as string }, sentence: message })
