import type { MilestoneRequest, MilestoneState } from '@weft/contracts/program/plan-api'
import { Refusal } from '@weft/service-kit/refusal'

const parts = [
  ['title', 'what is reached'], ['measure', 'a measure'], ['target', 'a target'], ['owner', 'an owner'], ['due', 'a date']
] as const

/** Whether all is said that makes a milestone one. Throws `Refusal('invalid', 'milestone-incomplete')` that names everything left out. */
export function checkMilestone (asked: Pick<MilestoneRequest, 'title' | 'measure' | 'target' | 'owner' | 'due'>): void {
  const missing = parts.filter(([part]) => asked[part].trim() === '')
  if (missing.length === 0) return // guard: a milestone is complete
  const words = missing.map(([, name]) => name)
  const listed = words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
  throw new Refusal('invalid', 'milestone-incomplete', `A milestone also needs ${listed}. Without it nobody can tell whether it is reached.`,
    missing.map(([at, name]) => ({ at, code: 'missing', sentence: `Say ${name}.` })))
}

export type DraftFacts = { vision: string, priorities: number, milestones: number, changes: number }

/** Whether a draft can be approved by somebody who saw it after `changes` changes. Throws a `Refusal`: `changed-meanwhile`, `plan-incomplete`. */
export function checkApproval ({ vision, priorities, milestones, changes }: DraftFacts, seen: number): void {
  if (changes !== seen) throw new Refusal('conflict', 'changed-meanwhile', 'The plan was changed meanwhile. Read it again, then approve it.') // guard: approve what was seen
  if (vision.trim() === '') throw new Refusal('invalid', 'plan-incomplete', 'The plan has no vision yet. Write what should be true in the end.')
  if (priorities === 0) throw new Refusal('invalid', 'plan-incomplete', 'The plan has no priority yet. Choose one to three.')
  if (milestones === 0) throw new Refusal('invalid', 'plan-incomplete', 'The plan has no milestone yet. Ask what must be true before the vision is.')
}

type Mark = { seen: MilestoneState, state: MilestoneState, why: string }

/**
 * Whether a mark is a new one; false for the same mark sent again. Throws a `Refusal`: `changed-meanwhile`, `no-change`.
 * `current`: the last mark; an unmarked milestone is open.
 */
export function isNewMark (current: { state: MilestoneState, why: string }, { seen, state, why }: Mark): boolean {
  if (current.state === state && current.why === why) return false
  if (current.state !== seen) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody has marked this milestone meanwhile. Look at it again.')
  if (current.state === state) throw new Refusal('conflict', 'no-change', 'The milestone is marked so already.')
  return true
}
