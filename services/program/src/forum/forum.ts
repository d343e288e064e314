import type { ForumResult, ForumState, VoteFigure, VoteRound } from '@weft/contracts/program/forum-api'
import { Refusal } from '@weft/service-kit/refusal'

/** The way of a forum; there is no other and none back. */
export const forumWay: readonly ForumState[] = ['planned', 'before', 'debate', 'after', 'ended']

/**
 * Where a forum goes when somebody who saw it in `seen` lets it go on. Where it has gone on just so already, nothing changes (`null`): a form
 * sent twice. Throws a `Refusal`: `changed-meanwhile`, `forum-ended`.
 */
export function stepFrom (state: ForumState, seen: ForumState): ForumState | null {
  const after = forumWay[forumWay.indexOf(seen) + 1]
  if (after === undefined) throw new Refusal('conflict', 'forum-ended', 'This forum has ended. For another debate, plan another forum.')
  if (state === seen) return after
  if (state === after) return null
  throw new Refusal('conflict', 'changed-meanwhile', 'The forum has gone on meanwhile. Look at it again.')
}

const whyNot: Record<ForumState, (round: VoteRound) => string> = {
  planned: () => 'The vote has not opened yet. Nothing was counted. Wait until the program office opens it.',
  before: () => 'The second vote opens after the debate. Nothing was counted.',
  debate: round => round === 'before' ? 'The first vote is over. Your vote did not change. The second one opens after the debate.' : 'The second vote opens after the debate. Nothing was counted.',
  after: () => 'The first vote is over. It did not change. You can vote in the second one now.',
  ended: () => 'This forum has ended and its votes are counted. Nothing was changed.'
}

/** Whether a vote counts now. Throws `Refusal('conflict', 'vote-not-open')`. */
export function checkVote (state: ForumState, round: VoteRound): void {
  if (state !== round) throw new Refusal('conflict', 'vote-not-open', whyNot[state](round)) // guard: votes in their window
}

/** Sums over those who voted in both votes; counts by value from 1 to 5, from ten people on. */
export type Counted = { people: number, sumBefore: number, sumAfter: number, countsBefore: readonly number[] | null, countsAfter: readonly number[] | null }

/** What is told of the two votes; `undefined`: fewer than five voted in both. */
export function resultOf (counted: Counted | undefined): ForumResult {
  if (counted === undefined) return { kind: 'hidden' }
  const { people, sumBefore, sumAfter, countsBefore, countsAfter } = counted
  return { kind: 'shown', people, before: figureOf(people, sumBefore, countsBefore), after: figureOf(people, sumAfter, countsAfter) }
}

/**
 * One vote of `people` ≥ 5, told so that any two of them who put their own votes together cannot tell anybody else's, whatever was voted.
 * Two can hold 2 to 10 of the sum; the others' is known for sure only where it is all ones or all fives, so sums within 9 of an end are one
 * bound. With counts: an answer that all but at most three chose is told as such and nothing else; then the two still leave the others unsure.
 * Both bounds depend on the number of people alone. docs/decisions/0026.
 */
export function figureOf (people: number, sum: number, counts: readonly number[] | null): VoteFigure {
  if (counts !== null) {
    const most = Math.max(...counts)
    if (most >= people - LEFT_OPEN) return { kind: 'most-chose', value: counts.indexOf(most) + 1, atLeast: people - LEFT_OPEN } // guard: nearly all chose the same
    return { kind: 'exact', mean: rounded(sum / people), counts: [...counts] }
  }
  if (sum >= 5 * people - END) return { kind: 'at-least', mean: rounded(5 - END / people) } // guard: no average near an end
  if (sum <= people + END) return { kind: 'at-most', mean: rounded(1 + END / people) }
  return { kind: 'exact', mean: rounded(sum / people), counts: null }
}
const END = 9
const LEFT_OPEN = 3
const rounded = (mean: number) => Math.round(mean * 1e4) / 1e4
