import { Refusal } from '@weft/service-kit/refusal'

/**
 * The version under which words are kept, by somebody who saw version `seen` (0: none). The same words again make none: a form sent twice.
 * Throws `Refusal('conflict', 'changed-meanwhile')` where others, or the same person elsewhere, have written since.
 */
export function nextVersion (latest: { version: number, same: boolean } | null, seen: number): number {
  if (latest === null) return 1
  if (latest.same) return latest.version
  if (latest.version !== seen) throw new Refusal('conflict', 'changed-meanwhile', 'This was changed meanwhile, perhaps in another window. Your words are still in the form: compare, then send again.')
  return latest.version + 1
}
