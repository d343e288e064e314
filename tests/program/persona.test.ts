import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { scorePersona } from './persona-score.ts'

// What was measured when the sealed half was opened (docs/decisions/0022): a change of the method must not fall below it unseen.
const sets = [
  { name: 'open, in view while the lists were written', folder: 'open', views: [0.9, 0.8], contradictions: [0.9, 0.8], matches: [0.787, 0.616] },
  { name: 'second a', folder: 'second/a', views: [0.666, 0.2], contradictions: [0.5, 0.107], matches: [0.593, 0.492] },
  { name: 'second b', folder: 'second/b', views: [0.777, 0.35], contradictions: [0.555, 0.166], matches: [0.643, 0.542] },
  { name: 'sealed, opened once', folder: 'unsealed', views: [0.5, 0.133], contradictions: [0.5, 0.083], matches: [0.761, 0.507] }
] as const

describe.each(sets)('of labelled pairs of views ($name)', ({ folder, ...least }) => {
  const scores = scorePersona(fileURLToPath(new URL(`persona/${folder}`, import.meta.url)))

  it.each(['views', 'contradictions', 'matches'] as const)('%s are found no worse than was measured', kind => {
    expect(scores[kind].precision, scores[kind].alarms.join('\n')).toBeGreaterThanOrEqual(least[kind][0])
    expect(scores[kind].recall, scores[kind].misses.join('\n')).toBeGreaterThanOrEqual(least[kind][1])
  })
})
