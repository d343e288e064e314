import { Refusal } from '@weft/service-kit/refusal'
import type { Commitment, NewMilestone, Written } from './commitment.ts'
import { MOST_MILESTONES } from './commitment.ts'
import { checkDue, checkMilestone, currentOf, dueFrom } from './due.ts'

/** A commitment with new words; null where nothing differs. Of an open one the start stays, and weight and dates count from the next quarter. */
export function rewritten (now: Commitment, written: Written, today: string): Commitment | null {
  const { dueOn, milestone, ...words } = written
  const milestones = milestone === null || words.horizon !== 'beyond' ? now.milestones : withOneMore(now, milestone, today)
  const next: Commitment = { ...now, ...words, milestones, weightAgreedBy: words.weight === now.weight ? now.weightAgreedBy : null }
  const after = now.startsOn === null ? { ...next, askedDueOn: words.horizon === 'beyond' ? null : dueOn } : { ...next, dueOn: dueOnOf(next, now, dueOn, today) }
  return isSame(now, after) ? null : after
}

/** A draft becomes a promise: from today, due as its horizon says or as its owner asked. */
export function opened (now: Commitment, today: string): Commitment {
  const open: Commitment = { ...now, state: 'open', startsOn: today, madeOn: today, askedDueOn: null, progress: 0 }
  for (const { reachedOn, dueOn } of now.milestones) if (reachedOn === null && now.horizon === 'beyond') checkMilestone(dueOn, today)
  return { ...open, dueOn: dueOnOf(open, null, now.askedDueOn, today) }
}

/** `before`: what it was while it was open; what did not move needs no check, however late it is. */
function dueOnOf (next: Commitment, before: Commitment | null, asked: string | null, today: string): string {
  const { horizon, startsOn } = next
  if (startsOn === null) throw new Error('A draft has no due date')
  if (horizon === 'beyond') return dueOfBeyond(next)
  const due = asked ?? (before?.horizon === horizon && before.dueOn !== null ? before.dueOn : dueFrom(horizon, startsOn))
  if (before === null || before.horizon !== horizon || before.dueOn !== due) checkDue(horizon, due, startsOn, today)
  return due
}

/** Throws `needs-milestone`. */
export function dueOfBeyond ({ milestones, startsOn }: Commitment): string {
  const current = currentOf(milestones)
  if (current === undefined) throw new Refusal('invalid', 'needs-milestone', 'What lies beyond six months needs a first milestone, at most twelve months away.') // guard: beyond needs a milestone
  return startsOn !== null && current.dueOn < startsOn ? startsOn : current.dueOn
}

function withOneMore (now: Commitment, milestone: NewMilestone, today: string): Commitment['milestones'] {
  if (now.milestones.some(({ milestoneId }) => milestoneId === milestone.milestoneId)) return now.milestones
  if (now.milestones.length >= MOST_MILESTONES) throw tooManyMilestones()
  checkMilestone(milestone.dueOn, today)
  return [...now.milestones, { ...milestone, reachedOn: null }]
}

export const tooManyMilestones = () => new Refusal('invalid', 'many-milestones', `A commitment has at most ${MOST_MILESTONES} milestones.`)

const words = ['wording', 'horizon', 'dueOn', 'askedDueOn', 'discipline', 'priorityId', 'practiceId', 'benefits', 'measure', 'weight'] as const
const isSame = (a: Commitment, b: Commitment): boolean => words.every(key => a[key] === b[key]) && a.milestones.length === b.milestones.length
