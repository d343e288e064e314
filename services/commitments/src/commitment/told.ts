import { commitmentChanged, commitmentEnded, commitmentMade, commitmentProgressed, type CommitmentEnded, type CommitmentStanding } from '@weft/contracts/commitments/commitment-events'
import { eventOf, type EventContract, type OutEvent } from '@weft/service-kit/event'
import type { Commitment } from './commitment.ts'
import type { Change } from './decide.ts'

type About = { by: string, today: string, now: Date, newId: () => string }

/** What the platform hears of a change; nothing of a draft. A split tells its whole first, then each part. */
export function eventsOf ({ told, after, reason, parts }: Change, about: About): OutEvent[] {
  const event = <Data>(contract: EventContract<Data>, data: Data): OutEvent => eventOf(contract, { id: about.newId(), key: (data as { commitmentId: string }).commitmentId, time: about.now.toISOString(), data })
  const act = { commitmentId: after.commitmentId, personId: after.personId, version: after.version, by: about.by, on: about.today }
  const ended = (how: CommitmentEnded['how']) => event(commitmentEnded, { ...act, how, reason, progress: after.progress, agreed: after.dropAgreedBy !== null, parts: parts.map(({ commitmentId }) => commitmentId) })
  switch (told) {
    case null: return []
    case 'made': return [event(commitmentMade, standingOf(after, about))]
    case 'progressed': return [event(commitmentProgressed, { ...act, progress: after.progress })]
    case 'done': case 'dropped': return [ended(told)]
    case 'handed-over': return [ended('handed-over'), ...parts.map(part => event(commitmentMade, standingOf(part, about)))]
    case 'drop-agreed': return [ended('dropped')]
    case 'split': return [ended('split'), ...parts.map(part => event(commitmentMade, standingOf(part, about)))]
    default: return [event(commitmentChanged, { ...standingOf(after, about), what: told })]
  }
}

function standingOf (one: Commitment, { by, today }: About): CommitmentStanding {
  const { commitmentId, personId, version, wording, horizon, startsOn, dueOn, discipline, priorityId, practiceId, benefits, measure, weight, parts, splitFrom, progress, partners } = one
  if (startsOn === null || dueOn === null) throw new Error('A draft is told to nobody')
  return { commitmentId, personId, version, by, on: today, wording, horizon, startsOn, dueOn, discipline, priorityId, practiceId, benefits, measure, weight, weightAgreed: one.weightAgreedBy !== null, parts, splitFrom, progress, partners: [...partners] }
}
