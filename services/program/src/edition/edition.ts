import type { Sql } from '@weft/service-kit/database'
import type { OutEvent } from '@weft/service-kit/event'
import { Refusal, type Problem } from '@weft/service-kit/refusal'

export type Kind = 'charter' | 'priorities' | 'definition'

/** What a paper is in general: how a draft becomes what is in force. `Draft` is what the office writes, `Content` what was published. */
export type Paper<Draft, Content> = {
  kind: Kind
  /** What a first draft begins with. */
  empty: Draft
  /** What a draft begins with once a version is in force. */
  draftOf: (sql: Sql, content: Content) => Promise<Draft>
  /** Keeps a draft in order: ids given, empty lines left out. */
  tidied: (draft: Draft, newId: () => string) => Draft
  /** What stands against publishing. */
  problemsOf: (sql: Sql, draft: Draft) => Promise<Problem[]>
  contentOf: (sql: Sql, draft: Draft) => Promise<Content>
  eventOf: (about: { id: string, time: string, version: number, content: Content }) => OutEvent
  /** What must happen before another version is in force, in the same transaction. */
  beforeNext?: (tx: Sql, version: number) => Promise<void>
}

/** Throws `Refusal('conflict', 'changed-meanwhile')` where the draft is not the one that was seen. `seen` and `now`: 0 for none. */
export function checkSeen (seen: number, now: number): void {
  if (seen !== now) throw new Refusal('conflict', 'changed-meanwhile', 'Somebody has changed this draft since you opened it. Nothing was saved. Open it again to see what is there now.')
}

/** Throws `Refusal('invalid', 'not-finished')` with all findings. */
export function checkFinished (problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal('invalid', 'not-finished', 'This cannot be published yet.', problems)
}

export const missing = (text: string, at: string, sentence: string): Problem[] => text.trim() === '' ? [{ at, code: 'missing', sentence }] : []

/** What the program's news say of a version. */
export function newsOf (kind: Kind, version: number): string {
  const what = { charter: 'The charter', priorities: 'The priorities', definition: 'The definition of customer centricity' }[kind]
  const [were, are] = kind === 'priorities' ? ['were', 'are'] : ['was', 'is']
  return version === 1 ? `${what} ${were} published` : `${what} ${were} changed: version ${version} ${are} in force`
}
