import type { Milestone } from '@weft/contracts/commitments/commitment-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { Commitment } from '../commitment/commitment.ts'
import { dueOfBeyond } from '../commitment/written.ts'

type TakingOver = { to: string, /** Of the new owner. */ boss: string | null, /** Who asked. */ askedBy: string, today: string, newId: () => string }

/**
 * What becomes of a commitment that is taken over. The old one ends as a drop that was agreed: in its quarter it counts as far as it came. The new one goes on with start, due date,
 * progress and weight, and counts from the next quarter. A pure function but for ids. Throws `not-open-any-more`.
 */
export function takenOver (now: Commitment, { to, boss, askedBy, today, newId }: TakingOver): { ended: Commitment, fresh: Commitment } {
  if (now.state !== 'open') throw new Refusal('conflict', 'not-open-any-more', 'It is not open any more: there is nothing to take over. Decline it, and it is gone from your list.')
  const milestones = now.milestones.map((one): Milestone => ({ ...one, milestoneId: newId() }))
  const fresh: Commitment = {
    ...now, commitmentId: newId(), personId: to, version: 1, splitFrom: null, madeOn: today, milestones, partners: now.partners.filter(partner => partner !== to),
    weightAgreedBy: now.weightAgreedBy !== null && now.weightAgreedBy === boss ? boss : null
  }
  return { ended: { ...now, state: 'dropped', endedOn: today, dropAgreedBy: askedBy, version: now.version + 1 }, fresh: fresh.horizon === 'beyond' ? { ...fresh, dueOn: dueOfBeyond(fresh) } : fresh }
}
