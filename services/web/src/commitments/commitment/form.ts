import { changeCommitmentRequest, writeCommitmentRequest, type ChangeCommitmentRequest, type CommitmentItem, type WriteCommitmentRequest } from '@weft/contracts/commitments/commitment-api'
import type { Finding } from '@weft/service-kit/page/controls'
import { z } from 'zod'

const text = z.string().max(2_000).default('')
/** What the form sends; everything is text, and what is missing is empty. */
export const commitmentForm = z.strictObject({
  commitmentId: text, milestoneId: text, version: text, make: text,
  wording: text, horizon: text, dueOn: text, milestone: text, milestoneOn: text, discipline: text, priorityId: text, practiceId: text, benefits: text, measure: text, weight: text
})
export type CommitmentForm = z.infer<typeof commitmentForm>

export const emptyForm = (commitmentId: string, milestoneId: string, given: Partial<CommitmentForm> = {}): CommitmentForm => ({
  commitmentId, milestoneId, version: '', make: '', wording: '', horizon: '3-months', dueOn: '', milestone: '', milestoneOn: '', discipline: '', priorityId: '', practiceId: '', benefits: 'customer', measure: '', weight: '2', ...given
})

/** The form of one that is there; `milestoneId` is for one more milestone. */
export const formOf = (one: CommitmentItem, milestoneId: string): CommitmentForm => ({
  ...emptyForm(one.commitmentId, milestoneId), version: String(one.version), wording: one.wording, horizon: one.horizon, dueOn: (one.state === 'draft' ? one.askedDueOn : one.horizon === 'beyond' ? null : one.dueOn) ?? '',
  discipline: one.discipline ?? '', priorityId: one.priorityId ?? '', practiceId: one.practiceId ?? '', benefits: one.benefits, measure: one.measure, weight: String(one.weight)
})

const orNull = (box: string): string | null => box.trim() === '' ? null : box.trim()
function written (form: CommitmentForm) {
  const hasMilestone = form.horizon === 'beyond' && (form.milestone.trim() !== '' || form.milestoneOn !== '')
  return {
    wording: form.wording.trim(), horizon: form.horizon, dueOn: form.horizon === 'beyond' ? null : orNull(form.dueOn), discipline: orNull(form.discipline), priorityId: orNull(form.priorityId), practiceId: orNull(form.practiceId),
    benefits: form.benefits, measure: form.measure.trim(), weight: Number(form.weight), milestone: hasMilestone ? { milestoneId: form.milestoneId, wording: form.milestone.trim(), dueOn: form.milestoneOn } : null, make: form.make === 'yes'
  }
}

type Read<T> = { asked: T } | { problems: Finding[] }
/** A new one as the service wants it, or what does not fit, each at its field. */
export const readNew = (form: CommitmentForm): Read<WriteCommitmentRequest> => read(writeCommitmentRequest, { commitmentId: form.commitmentId, ...written(form) })
/** The same for one that is there. */
export const readChange = (form: CommitmentForm): Read<ChangeCommitmentRequest> => read(changeCommitmentRequest, { version: Number(form.version), ...written(form) })

function read<T> (schema: z.ZodType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value)
  return parsed.success ? { asked: parsed.data } : { problems: [...new Set(parsed.error.issues.map(fieldOf))].map(at => ({ at, sentence: sentences[at] ?? 'This could not be read. Load the page again.' })) }
}

const fieldOf = ({ path }: { path: PropertyKey[] }): string => path[0] === 'milestone' ? path[1] === 'dueOn' ? 'milestoneOn' : 'milestone' : String(path[0] ?? '')
const sentences: Readonly<Record<string, string>> = {
  wording: 'Say what you will do, in at most 400 characters.', horizon: 'Choose one of the three.', dueOn: 'The date is a day, such as 2027-02-24.', milestone: 'Say what will be there, in at most 200 characters.', milestoneOn: 'The milestone needs a day, such as 2027-06-30.',
  discipline: 'Choose one of the list, or none.', priorityId: 'Choose one of the list, or none.', practiceId: 'Choose one of the list, or none.', benefits: 'Choose who benefits.', measure: 'Say how you will see it, in at most 200 characters.', weight: 'Choose how much it weighs.'
}

const fields: Readonly<Record<string, string>> = { 'due-outside': 'dueOn', 'due-passed': 'horizon', 'needs-milestone': 'milestone', 'milestone-outside': 'milestoneOn', 'no-such-priority': 'priorityId', 'no-such-practice': 'practiceId' }
/** What a refusal of the service says, at the field it is about. */
export const findingOf = ({ code, message }: { code: string, message: string }): Finding => ({ ...Object.hasOwn(fields, code) && { at: fields[code] as string }, sentence: inWordsOf(message) })

/** Days in sentences of the service, for people. */
const inWordsOf = (sentence: string): string => sentence.replace(/\b\d{4}-\d{2}-\d{2}\b/g, day => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`)))
