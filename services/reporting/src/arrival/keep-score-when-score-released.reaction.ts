import { scoreReleased, type Score } from '@weft/contracts/scoring/events'
import type { Reaction } from '@weft/service-kit/inbox'
import { keepScores } from './arrival.store.ts'

export const keepScoreWhenScoreReleased: Reaction<Score> = {
  name: 'keep-score',
  contract: scoreReleased,
  react: (tx, event) => keepScores(tx, [event.data]),
  reactToAll: (tx, events) => keepScores(tx, events.map(event => event.data))
}
