import { scoreReleased, type Score } from '@weft/contracts/scoring/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepScores } from './arrival.store.ts'

export const keepScoreWhenScoreReleased = (): Reaction<Score> => ({
  name: 'keep-score-when-score-released',
  contract: scoreReleased,
  react: (tx, { data }) => keepScores(tx, [data]),
  reactToAll: (tx, events) => keepScores(tx, events.map(({ data }) => data))
})
