import type { Progress } from '@weft/contracts/commitments/commitment-api'
import { Refusal } from '@weft/service-kit/refusal'
import type { Commitment, NewMilestone, Part, Written } from './commitment.ts'
import { MOST_PARTNERS, MOST_PARTS, SMALLEST_SHARE } from './commitment.ts'
import { milestoneCommands } from './milestone.ts'
import { opened, rewritten } from './written.ts'

/** What somebody asks of a commitment. */
export type Command =
  | { act: 'write', written: Written }
  | { act: 'open' }
  | { act: 'progress', progress: Progress }
  | { act: 'done' }
  | { act: 'drop', reason: string }
  | { act: 'split', parts: readonly Part[], newIds: readonly string[] }
  | { act: 'partners', partners: readonly string[] }
  | { act: 'add-milestone', milestone: NewMilestone }
  | { act: 'change-milestone', milestone: NewMilestone }
  | { act: 'reach-milestone', milestoneId: string }
  | { act: 'remove-milestone', milestoneId: string }
  | { act: 'agree-weight', weight: number }
  | { act: 'agree-drop' }

/** What stands in the history. A draft has none. */
export type Told = 'made' | 'changed' | 'progressed' | 'done' | 'dropped' | 'split' | 'partners-changed' | 'milestone-added' | 'milestone-changed' | 'milestone-reached' | 'milestone-removed' | 'weight-agreed' | 'drop-agreed' | 'handed-over'

/** Who asks, how they stand to it, which version they had before them, and which day it is. `underReview`: the boss has it for this quarter. */
export type Asking = { by: string, as: 'owner' | 'boss' | 'partner', seen: number, today: string, underReview: boolean, /** The quarter in which it was dropped is closed. */ dropFinal: boolean }
export type Change = { told: Told | null, after: Commitment, reason: string | null, /** New commitments that a split makes. */ parts: readonly Commitment[] }

const ofBoss: readonly Command['act'][] = ['agree-weight', 'agree-drop']

/**
 * What a command makes of a commitment; null where it is so already. A pure function: days and ids come in.
 * Throws a `Refusal` with a code for everything the rules do not allow, and then nothing has changed.
 */
export function decide (now: Commitment, command: Command, asking: Asking): Change | null {
  if ((ofBoss.includes(command.act) ? 'boss' : 'owner') !== asking.as) throw notYours(command.act) // guard: whose commitment it is
  checkSeen(now, asking.seen)
  const made = madeOf(now, command, asking)
  if (made === null) return null
  return { told: now.state === 'draft' && command.act !== 'open' ? null : made.told, reason: made.reason ?? null, parts: made.parts ?? [], after: { ...made.after, version: now.version + 1 } }
}

/** Throws `changed-meanwhile`; nothing is lost with it. */
export function checkSeen (now: Pick<Commitment, 'version'>, seen: number): void {
  if (now.version !== seen) throw new Refusal('conflict', 'changed-meanwhile', 'This commitment was changed meanwhile. Look at it again, then repeat.') // guard: commitment as it was seen
}

type Made = { told: Told, after: Commitment, reason?: string, parts?: readonly Commitment[] }

function madeOf (now: Commitment, command: Command, asking: Asking): Made | null {
  switch (command.act) {
    case 'write': return given('changed', rewritten(needs(now, ['draft', 'open']), command.written, asking.today))
    case 'open': return { told: 'made', after: opened(needs(now, ['draft']), asking.today) }
    case 'progress': return needs(now, ['open']).progress === command.progress ? null : { told: 'progressed', after: { ...now, progress: command.progress } }
    case 'done': return { told: 'done', after: { ...needs(now, ['open']), state: 'done', progress: 100, endedOn: asking.today } }
    case 'drop': return { told: 'dropped', after: { ...needs(now, ['open']), state: 'dropped', endedOn: asking.today }, reason: command.reason }
    case 'split': return splitOf(needs(now, ['open']), command.parts, command.newIds, asking)
    case 'partners': return given('partners-changed', withPartners(needs(now, ['draft', 'open']), command.partners))
    case 'agree-weight': return agreedWeight(needs(now, ['open']), command.weight, asking.by)
    case 'agree-drop': return agreedDrop(needs(now, ['dropped']), asking)
    default: return milestoneCommands(needs(now, ['draft', 'open']), command, asking.today)
  }
}

const given = (told: Told, after: Commitment | null): Made | null => after === null ? null : { told, after }

const wordsOf: Record<Commitment['state'], string> = { draft: 'It is still a draft: make it first.', open: 'It is open already.', done: 'It is done: nothing of it changes any more.', dropped: 'It was dropped: nothing of it changes any more.', split: 'It was split: change its parts.' }
function needs (now: Commitment, states: readonly Commitment['state'][]): Commitment {
  if (!states.includes(now.state)) throw new Refusal('conflict', `commitment-${now.state}`, wordsOf[now.state]) // guard: what has ended stays
  return now
}

const notYours = (act: Command['act']) => ofBoss.includes(act)
  ? new Refusal('forbidden', 'not-the-boss', 'Only the boss agrees to this.')
  : new Refusal('forbidden', 'not-yours', 'Only its owner changes a commitment.')

function agreedWeight (now: Commitment, weight: number, by: string): Made | null {
  return now.weight === weight && now.weightAgreedBy !== null ? null : { told: 'weight-agreed', after: { ...now, weight, weightAgreedBy: by } }
}

function agreedDrop (now: Commitment, { by, dropFinal }: Asking): Made | null {
  if (now.dropAgreedBy !== null) return null
  if (dropFinal) throw new Refusal('conflict', 'quarter-closed', 'The quarter in which it was dropped is closed. What it said stays.')
  return { told: 'drop-agreed', after: { ...now, dropAgreedBy: by } }
}

function withPartners (now: Commitment, partners: readonly string[]): Commitment | null {
  const wanted = [...new Set(partners)].toSorted()
  if (wanted.includes(now.personId)) throw new Refusal('invalid', 'owner-as-partner', 'You are its owner; partners are the others.')
  if (wanted.length > MOST_PARTNERS) throw new Refusal('invalid', 'many-partners', `A commitment has at most ${MOST_PARTNERS} partners.`)
  return wanted.join('\n') === now.partners.toSorted().join('\n') ? null : { ...now, partners: wanted }
}

/** Parts start, fall due and stand where the whole did, and share its weight. */
function splitOf (now: Commitment, parts: readonly Part[], newIds: readonly string[], { today, underReview }: Asking): Made {
  if (parts.length < 2 || parts.length > MOST_PARTS) throw new Refusal('invalid', 'parts', `Split it into two to ${MOST_PARTS} parts.`)
  if (now.parts * parts.length > SMALLEST_SHARE) throw new Refusal('invalid', 'parts-too-small', 'It has been split too often: its parts would weigh next to nothing.')
  if (underReview) throw new Refusal('conflict', 'under-review', 'Your review of this quarter is under way. Split it when the review is closed.')
  const ids = [...newIds]
  return {
    told: 'split', after: { ...now, state: 'split', endedOn: today },
    parts: parts.map(part => ({
      ...now, ...part, version: 1, parts: now.parts * parts.length, splitFrom: now.commitmentId, madeOn: today,
      milestones: now.milestones.filter(({ reachedOn }) => reachedOn === null).map(milestone => ({ ...milestone, milestoneId: ids.shift() ?? milestone.milestoneId }))
    }))
  }
}
