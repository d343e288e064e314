import type { Milestone } from '@weft/contracts/commitments/commitment-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { Commitment, NewMilestone } from './commitment.ts'
import { MOST_MILESTONES } from './commitment.ts'
import { checkMilestone, inOrder } from './due.ts'
import { dueOfBeyond, tooManyMilestones } from './written.ts'

type MilestoneCommand =
  | { act: 'add-milestone', milestone: NewMilestone } | { act: 'change-milestone', milestone: NewMilestone }
  | { act: 'reach-milestone', milestoneId: string } | { act: 'remove-milestone', milestoneId: string }
type Made = { told: 'milestone-added' | 'milestone-changed' | 'milestone-reached' | 'milestone-removed', after: Commitment }

/** What commands about milestones make of a commitment; null where it is so already. The due date of "beyond" follows the first that is not reached. */
export function milestoneCommands (now: Commitment, command: MilestoneCommand, today: string): Made | null {
  if (now.horizon !== 'beyond') throw new Refusal('invalid', 'not-beyond', 'Milestones are for what lies beyond six months.')
  switch (command.act) {
    case 'add-milestone': return added(now, command.milestone, today)
    case 'change-milestone': return changed(now, command.milestone, today)
    case 'reach-milestone': return reached(now, command.milestoneId, today)
    case 'remove-milestone': return removed(now, command.milestoneId)
  }
}

const following = (now: Commitment, milestones: readonly Milestone[]): Commitment => {
  const after = { ...now, milestones: inOrder(milestones) }
  return now.startsOn === null ? after : { ...after, dueOn: dueOfBeyond(after) }
}

function added (now: Commitment, milestone: NewMilestone, today: string): Made | null {
  if (now.milestones.some(({ milestoneId }) => milestoneId === milestone.milestoneId)) return null
  if (now.milestones.length >= MOST_MILESTONES) throw tooManyMilestones()
  checkMilestone(milestone.dueOn, today)
  return { told: 'milestone-added', after: following(now, [...now.milestones, { ...milestone, reachedOn: null }]) }
}

function changed (now: Commitment, milestone: NewMilestone, today: string): Made | null {
  const before = unreached(now, milestone.milestoneId)
  if (before.wording === milestone.wording && before.dueOn === milestone.dueOn) return null
  if (before.dueOn !== milestone.dueOn) checkMilestone(milestone.dueOn, today)
  return { told: 'milestone-changed', after: following(now, now.milestones.map(one => one === before ? { ...milestone, reachedOn: null } : one)) }
}

function reached (now: Commitment, milestoneId: string, today: string): Made {
  if (now.state === 'draft') throw new Refusal('conflict', 'commitment-draft', 'It is still a draft: make it first.')
  const before = unreached(now, milestoneId)
  return { told: 'milestone-reached', after: following(now, now.milestones.map(one => one === before ? { ...one, reachedOn: today } : one)) }
}

function removed (now: Commitment, milestoneId: string): Made {
  const before = unreached(now, milestoneId)
  return { told: 'milestone-removed', after: following(now, now.milestones.filter(one => one !== before)) }
}

/** Throws `no-such-milestone`, `milestone-reached`. */
function unreached ({ milestones }: Commitment, wanted: string): Milestone {
  const found = milestones.find(({ milestoneId }) => milestoneId === wanted)
  if (found === undefined) throw new Refusal('not-found', 'no-such-milestone', 'There is no such milestone.')
  if (found.reachedOn !== null) throw new Refusal('conflict', 'milestone-reached', 'This milestone is reached: it stays as it is.')
  return found
}
