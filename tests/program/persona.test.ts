import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { scorePersona } from './persona-score.ts'

const scores = scorePersona(fileURLToPath(new URL('persona/open', import.meta.url)))

it('says which two views of a customer contradict, of the thirty labelled pairs', () => {
  expect(scores.views.precision, scores.views.alarms.join('\n')).toBeGreaterThanOrEqual(0.9)
  expect(scores.views.recall, scores.views.misses.join('\n')).toBeGreaterThanOrEqual(0.8)
})

it('names the statements that contradict, and links few that do not', () => {
  expect(scores.contradictions.precision, scores.contradictions.alarms.join('\n')).toBeGreaterThanOrEqual(0.9)
  expect(scores.contradictions.recall, scores.contradictions.misses.join('\n')).toBeGreaterThanOrEqual(0.8)
})
