export type RefusalKind = 'malformed' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'too-large' | 'invalid' | 'too-many' | 'unavailable'

/** One thing wrong with what was sent: where it stands and why, in a sentence for the sender. */
export type Problem = { at: string, code: string, sentence: string }

/**
 * The caller asked for something the rules do not allow. Nothing was changed. Never logged as an error.
 * `problems` lists single findings of a larger input (at most the first 100), each with its place. `retryAfterSeconds`: when it is worth asking again.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly problems: readonly Problem[]
  readonly retryAfterSeconds: number | undefined

  constructor (kind: RefusalKind, code: string, sentence: string, problems: readonly Problem[] = [], { retryAfterSeconds }: { retryAfterSeconds?: number } = {}) {
    super(sentence)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.problems = problems
    this.retryAfterSeconds = retryAfterSeconds
  }
}
