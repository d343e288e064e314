import type { Statement } from './group.ts'

/** A contradiction as it was found now; view a has the lower id. */
export type Found = { viewA: string, viewB: string, a: Statement, b: Statement, reason: string }
/** One that is in the queue, whatever became of it. */
export type Known = Found & { conflictId: string, state: 'open' | 'decided' | 'gone' }
export type Change = { add: Found[], reopen: { conflictId: string, found: Found, why: string }[], gone: string[], same: string[] }

const sameText = (one: Statement, other: Statement) => one.field === other.field && one.text === other.text
const samePair = (one: Found, other: Found) => one.viewA === other.viewA && one.viewB === other.viewB

/**
 * What becomes of the queue when a segment was compared anew. Every known contradiction is in exactly one of reopen, gone and same (or was
 * gone already and stays so); every found one in exactly one of add, reopen and same: nothing is dropped on the way. A decision was about
 * two texts: when one of them changes and still contradicts the other, the same contradiction is open again.
 */
export function reconcile (known: readonly Known[], found: readonly Found[]): Change {
  const change: Change = { add: [], reopen: [], gone: [], same: [] }
  const left = new Set(known)
  const changed: Found[] = []
  for (const one of found) {
    const match = [...left].find(other => samePair(one, other) && sameText(one.a, other.a) && sameText(one.b, other.b))
    if (match === undefined) {
      changed.push(one)
      continue
    }
    left.delete(match)
    if (match.state === 'gone') change.reopen.push({ conflictId: match.conflictId, found: one, why: 'Both texts stand again.' })
    else change.same.push(match.conflictId)
  }
  for (const one of changed) {
    const match = [...left].find(other => other.state !== 'gone' && samePair(one, other) && (sameText(one.a, other.a) || sameText(one.b, other.b)))
    if (match === undefined) {
      change.add.push(one)
      continue
    }
    left.delete(match)
    change.reopen.push({ conflictId: match.conflictId, found: one, why: 'A text has changed and still contradicts the other.' })
  }
  change.gone.push(...[...left].filter(({ state }) => state !== 'gone').map(({ conflictId }) => conflictId))
  return change
}
