import type { OpportunityState } from '@weft/contracts/program/opportunity-api'
import { Refusal } from '@weft/service-kit/refusal'

export type OpportunityRow = {
  opportunityId: string, segmentId: string, unitA: string, unitB: string, what: string, ownerId: string | null, outcome: string, state: OpportunityState, dispute: string | null, version: number
}
export type Asked = { what: string, ownerId: string | null, outcome: string, state: OpportunityState }

/**
 * What changes, in sentences for the history. Throws `nothing-changed`, `done-needs-outcome`, `ownership-disputed` (while whose it is is
 * argued about, only the voice decides that), `agreed-needs-owner`.
 */
export function changesOf (before: OpportunityRow, asked: Asked, nameOf: (personId: string | null) => string): string[] {
  if (before.dispute !== null && asked.ownerId !== before.ownerId) throw new Refusal('conflict', 'ownership-disputed', 'Whose this is, is disputed: the voice of the segment decides it.') // guard: the voice decides
  if (asked.state === 'done' && asked.outcome.trim() === '') throw new Refusal('invalid', 'done-needs-outcome', 'Say what came of it before it is done.')
  if ((asked.state === 'agreed' || asked.state === 'done') && asked.ownerId === null) throw new Refusal('invalid', 'agreed-needs-owner', 'Name who owns it before the two units agree on it.')
  const changes = [
    ...asked.what === before.what ? [] : [`It now says: ${asked.what}`],
    ...asked.ownerId === before.ownerId ? [] : [`Owner: ${nameOf(asked.ownerId)}, before: ${nameOf(before.ownerId)}`],
    ...asked.outcome === before.outcome ? [] : [`Outcome: ${asked.outcome === '' ? 'taken back' : asked.outcome}`],
    ...asked.state === before.state ? [] : [`From ${before.state} to ${asked.state}`]
  ]
  if (changes.length === 0) throw new Refusal('conflict', 'nothing-changed', 'Nothing was changed.')
  return changes
}

/** The row alone, without what was read beside it. */
export const rowOf = ({ opportunityId, segmentId, unitA, unitB, what, ownerId, outcome, state, dispute, version }: OpportunityRow): OpportunityRow => ({ opportunityId, segmentId, unitA, unitB, what, ownerId, outcome, state, dispute, version })
