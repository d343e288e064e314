import type { DecisionKind, InitiativeState } from '@weft/contracts/program/initiative-api'
import { Refusal } from '@weft/service-kit/refusal'

/** What of an initiative a decision depends on. */
export type Standing = { initiativeId: string, state: InitiativeState, mergedInto: string | null, owner: string | null }
export type Decision = { kind: DecisionKind, /** Of a merge; undefined: there is no such initiative. */ into?: Standing | undefined, /** Of an adoption. */ newOwner: string | null }
/** What a version says was done. */
export type Deed = 'kept' | 'merged' | 'adopted' | 'retired' | 'rejected' | 'reopened'

const deeds: Record<DecisionKind, Deed> = { keep: 'kept', merge: 'merged', adopt: 'adopted', retire: 'retired', reject: 'rejected', reopen: 'reopened' }
const goesOn: readonly InitiativeState[] = ['undecided', 'kept', 'adopted']
const words: Record<InitiativeState, string> = { undecided: 'not decided', kept: 'kept', adopted: 'adopted', merged: 'merged into another', retired: 'retired', rejected: 'rejected' }

/**
 * What an initiative becomes by a decision. One that was decided may be decided otherwise: every decision stays in its history.
 * A merge leads to one that goes on, so no chain of merges can come back to where it began.
 * Throws `Refusal('conflict')`: `decided-already`, `nothing-to-reopen`, `merge-into-ended`; and ('invalid'): `merge-needs-other`, `merge-into-itself`, `adopt-needs-owner`.
 */
export function decide (now: Standing, { kind, into, newOwner }: Decision): { state: InitiativeState, mergedInto: string | null, deed: Deed } {
  const deed = deeds[kind]
  if (kind === 'merge') return { state: 'merged', mergedInto: survivor(now, into), deed }
  if (kind === 'reopen') {
    if (now.state === 'undecided') throw new Refusal('conflict', 'nothing-to-reopen', 'Nothing was decided about this project yet.')
    return { state: 'undecided', mergedInto: null, deed }
  }
  const state = deed as Exclude<Deed, 'reopened' | 'merged'>
  if (now.state === state) throw new Refusal('conflict', 'decided-already', `This project is ${words[state]} already.`)
  if (kind === 'adopt' && now.owner === null && newOwner === null) throw new Refusal('invalid', 'adopt-needs-owner', 'Nobody owns this project. Say who leads it from now on.')
  return { state, mergedInto: null, deed }
}

function survivor (now: Standing, into: Standing | undefined): string {
  if (into === undefined) throw new Refusal('invalid', 'merge-needs-other', 'Say into which project it is merged. There is no such project.')
  if (into.initiativeId === now.initiativeId) throw new Refusal('invalid', 'merge-into-itself', 'A project cannot be merged into itself.')
  if (now.state === 'merged' && now.mergedInto === into.initiativeId) throw new Refusal('conflict', 'decided-already', 'This project is merged into that one already.')
  if (!goesOn.includes(into.state)) throw new Refusal('conflict', 'merge-into-ended', `The other project is ${words[into.state]}. Merge into one that goes on, or reopen that one first.`) // guard: merge into what goes on
  return into.initiativeId
}

/** Whether an initiative may become a priority, milestone or commitment. Throws `not-in-program`. */
export function checkBecomes ({ state }: Pick<Standing, 'state'>, isLink: boolean): void {
  if (isLink && state !== 'kept' && state !== 'adopted') throw new Refusal('conflict', 'not-in-program', 'Only a project that is kept or adopted becomes a priority, a milestone or a commitment. Decide that first.')
}

/** What has ended is not written any more: its history is what it was. Throws `ended-not-changed`. */
export function checkChangeable ({ state }: Pick<Standing, 'state'>): void {
  if (!goesOn.includes(state)) throw new Refusal('conflict', 'ended-not-changed', `This project is ${words[state]}. Reopen it before you change it.`)
}
