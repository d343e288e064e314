import type { How, Review } from './review.ts'

/** What an agreed review does to a commitment: how far it is, and whether it ends. */
export type Outcome = { commitmentId: string, progress: 0 | 25 | 50 | 75 | 100, end: 'done' | 'dropped' | null, reason: string | null }

/**
 * What comes of the next steps. Where the person agreed, said the same or did not answer, the boss's step is taken. Where values were settled between the two or
 * counted by lapse against the person's word, only a step that both said: nobody's commitment is dropped over their objection.
 */
export function outcomesOf ({ self, boss, agreed }: Pick<Review, 'self' | 'boss' | 'agreed'>, how: How): Outcome[] {
  const bossAlone = how === 'same-values' || how === 'agreed' || how === 'not-answered'
  return (agreed ?? []).flatMap(({ commitmentId, value }) => {
    const [mine, theirs] = [self, boss].map(list => list?.find(said => said.commitmentId === commitmentId))
    const next = theirs !== undefined && (bossAlone || mine?.next === theirs.next) ? theirs.next : 'keep'
    // Settled below "done": then it is not done, whatever was planned before.
    const end = next === 'done' && value === 100 ? 'done' as const : next === 'drop' ? 'dropped' as const : null
    return [{ commitmentId, progress: value, end, reason: end === 'dropped' ? theirs?.note ?? null : null }]
  })
}
