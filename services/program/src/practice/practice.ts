import type { PracticeDecision, PracticeState } from '@weft/contracts/program/practice-api'
import { Refusal } from '@weft/service-kit/refusal'

/** Proposals of one person that wait at once. */
export const MOST_PROPOSALS = 20
/** Practices that one person commits to at once: more is a list nobody keeps. */
export const MOST_COMMITMENTS = 20

const steps: Readonly<Record<PracticeDecision, { from: readonly PracticeState[], to: PracticeState, no: string }>> = {
  accept: { from: ['proposed', 'declined', 'retired'], to: 'accepted', no: 'It is in the library already.' },
  decline: { from: ['proposed'], to: 'declined', no: 'Only a proposal can be declined.' },
  retire: { from: ['accepted'], to: 'retired', no: 'Only a practice of the library can be retired.' }
}

/** What becomes of a practice. Throws `not-this-step` with the reason, or `reason-missing`: a no is always explained. */
export function decided (state: PracticeState, decision: PracticeDecision, reason: string | null): PracticeState {
  const { from, to, no } = steps[decision]
  if (!from.includes(state)) throw new Refusal('conflict', 'not-this-step', `${no} Somebody may have decided in the meantime.`)
  if (decision !== 'accept' && reason === null) throw new Refusal('invalid', 'reason-missing', 'Say why, in a sentence. Whoever proposed or uses it will read it.')
  return to
}

/** Whether the words of a practice may change now. `version` is the newest. Throws `changed-meanwhile`, `not-in-use`. */
export function checkChange ({ state, version }: { state: PracticeState, version: number }, basedOn: number): void {
  if (state === 'declined' || state === 'retired') throw new Refusal('conflict', 'not-in-use', 'This practice is not in use any more, so its words stay as they were.')
  if (basedOn !== version) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody changed these words while you were writing. Nothing of theirs was lost. Read the new words, then change them.') // guard: words of two writers
}

/** Only what is in the library can be adopted or committed to. Throws `practice-not-in-library`. */
export function checkUsable (state: PracticeState): void {
  if (state !== 'accepted') throw new Refusal('conflict', 'practice-not-in-library', state === 'retired' ? 'This practice was retired. Choose another one of the library.' : 'This practice is not in the library yet.') // guard: retired practice
}
