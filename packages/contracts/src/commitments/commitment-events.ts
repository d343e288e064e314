import { z } from 'zod'
import { contract } from '../envelope.ts'
import { day, sourceId } from '../vocabulary.ts'
import { benefits, horizon, progress, weight } from './commitment-api.ts'

const topic = 'int.commitments.commitment.v1'
const key = 'commitment id'
const anExample = '018f0000-0000-7000-8000-0000000000c1'

const act = {
  commitmentId: z.uuid(), personId: sourceId.describe('its one accountable owner'), version: z.int().positive().describe('number of the act in the history of this commitment; a draft had the ones before'),
  by: sourceId.describe('who did it: the owner, or the boss'), on: day
}
const anAct = { commitmentId: anExample, personId: 'P-100', version: 2, by: 'P-100', on: '2026-11-24' }

const standing = z.object({
  ...act, wording: z.string().min(1), horizon, startsOn: day, dueOn: day.describe('of "beyond": of its first milestone that is not reached'),
  discipline: sourceId.nullable(), priorityId: z.uuid().nullable(), practiceId: z.uuid().nullable(), benefits, measure: z.string().min(1),
  weight, weightAgreed: z.boolean().describe('by the boss'), parts: z.int().positive().describe('it weighs weight / parts'), splitFrom: z.uuid().nullable().describe('the commitment that it is a part of'),
  progress, partners: z.array(sourceId).describe('who shares it; it counts for its owner alone')
})
const aStanding = {
  ...anAct, wording: 'When a claim is late, I will call the customer first', horizon: '3-months' as const, startsOn: '2026-11-24', dueOn: '2027-02-24', discipline: 'EM', priorityId: null, practiceId: null,
  benefits: 'customer' as const, measure: 'Calls made before the customer asks', weight: 2, weightAgreed: false, parts: 1, splitFrom: null, progress: 0 as const, partners: []
}
export type CommitmentStanding = z.infer<typeof standing>
export const commitmentMade = contract<CommitmentStanding>({
  topic, key, type: 'commitment-made', content: 'personal',
  meaning: 'Somebody made a commitment: a draft became a promise, a split made this part, or it was taken over.', data: standing, example: aStanding
})

const changed = standing.extend({ what: z.enum(['changed', 'partners-changed', 'milestone-added', 'milestone-changed', 'milestone-reached', 'milestone-removed', 'weight-agreed']) })
export type CommitmentChanged = z.infer<typeof changed>
export const commitmentChanged = contract<CommitmentChanged>({
  topic, key, type: 'commitment-changed', content: 'personal',
  meaning: 'An open commitment reads, weighs or falls due otherwise. In a running quarter it counts as it did at the opening.', data: changed,
  example: { ...aStanding, version: 3, by: 'P-10', weight: 3, weightAgreed: true, what: 'weight-agreed' }
})

const progressed = z.object({ ...act, progress })
export type CommitmentProgressed = z.infer<typeof progressed>
export const commitmentProgressed = contract<CommitmentProgressed>({
  topic, key, type: 'commitment-progressed', content: 'personal',
  meaning: 'Its owner says how far a commitment is; in a quarter the boss says so, too, in the review.', data: progressed, example: { ...anAct, version: 4, progress: 50 }
})

const ended = z.object({ ...act, how: z.enum(['done', 'dropped', 'split', 'handed-over']), reason: z.string().min(1).max(300).nullable().describe('why it was dropped or handed over'), progress, agreed: z.boolean().describe('that it was dropped, by the boss; said again when the boss agrees later'), parts: z.array(z.uuid()).describe('what it was split into, or goes on as with its new owner') })
export type CommitmentEnded = z.infer<typeof ended>
export const commitmentEnded = contract<CommitmentEnded>({
  topic, key, type: 'commitment-ended', content: 'personal',
  meaning: 'A commitment is done, was dropped, was split into parts that go on, or goes on with another owner.', data: ended,
  example: { ...anAct, version: 5, how: 'dropped', reason: 'The call centre takes this over', progress: 50, agreed: false, parts: [] }
})
