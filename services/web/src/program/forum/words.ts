import type { ForumState, VoteFigure } from '@weft/contracts/program/forum-api'

/** The agreement scale, from 1 to 5: the same words as in a survey. */
export const agreement = ['Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree'] as const
export const agreementOf = (value: number): string => agreement[value - 1] ?? ''

export type ForumStep = { state: ForumState, name: string, /** What the office does to get there. */ go: string, now: string }
/** The way of a forum in words. */
export const forumSteps: readonly ForumStep[] = [
  { state: 'planned', name: 'Planned', go: '', now: 'The first vote has not opened yet.' },
  { state: 'before', name: 'First vote', go: 'Open the first vote', now: 'Leaders vote now, before anybody argues.' },
  { state: 'debate', name: 'Debate', go: 'Close the first vote and debate', now: 'One side argues for the statement, one against.' },
  { state: 'after', name: 'Second vote', go: 'Open the second vote', now: 'Leaders vote once more on the same statement.' },
  { state: 'ended', name: 'Ended', go: 'End the forum and count', now: 'The votes are counted.' }
]

const average = (mean: number) => mean.toFixed(1)

/** "3.3", "4.1 or more": an average from 1 to 5. */
export function averageInWords (figure: VoteFigure): string {
  switch (figure.kind) {
    case 'exact': return average(figure.mean)
    case 'at-least': return `${average(figure.mean)} or more`
    case 'at-most': return `${average(figure.mean)} or less`
    case 'most-chose': return `at least ${figure.atLeast} chose “${agreementOf(figure.value)}”`
    default: return figure satisfies never
  }
}

/** What became of agreement, in a sentence; only where both averages are known as such. */
export function shiftInWords (before: VoteFigure, after: VoteFigure): string | null {
  if (before.kind !== 'exact' || after.kind !== 'exact') return null
  const shift = Math.round((after.mean - before.mean) * 10) / 10
  if (shift === 0) return 'The debate left agreement where it was.'
  return `Agreement is ${average(Math.abs(shift))} ${shift > 0 ? 'higher' : 'lower'} after the debate.`
}
