import type { Charter, CharterDraft } from '@weft/contracts/program/charter-api'
import type { Problem } from '@weft/service-kit/refusal'
import { missing } from '../edition/edition.ts'

/** What a charter needs: a vision, a sponsor whom the directory knows, one to five goals, resources. `sponsor`: whom the draft names, if there is such a person. */
export function charterProblems (draft: CharterDraft, sponsor: { personId: string } | undefined): Problem[] {
  return [
    ...missing(draft.vision, 'vision', 'Say in a few sentences what you credibly can be for customers.'),
    ...draft.sponsor.trim() !== '' && sponsor === undefined ? [{ at: 'sponsor', code: 'no-such-person', sentence: 'The directory knows nobody with this e-mail address. Leave it empty and the mandate shows as vacant.' }] : [],
    ...tidyGoals(draft).length === 0 ? [{ at: 'goal-1', code: 'missing', sentence: 'Name at least one goal that can be reached.' }] : [],
    ...draft.goals.flatMap(({ goal, measure }, place) => goal.trim() === '' && measure.trim() !== '' ? [{ at: `goal-${place + 1}`, code: 'missing', sentence: 'This measure has no goal yet.' }] : []),
    ...missing(draft.resources, 'resources', 'Say who has time for it and what it may cost.')
  ]
}

export const tidyGoals = ({ goals }: Pick<CharterDraft, 'goals'>) => goals.filter(({ goal }) => goal.trim() !== '')

export const charterOf = (draft: CharterDraft, sponsorId: string | null): Charter =>
  ({ vision: draft.vision.trim(), sponsorId, goals: tidyGoals(draft), resources: draft.resources.trim() })
