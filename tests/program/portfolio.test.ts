import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { scorePortfolio } from './portfolio-score.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
let scores: Awaited<ReturnType<typeof scorePortfolio>>
beforeAll(async () => { scores = await scorePortfolio(at('portfolio/open'), at('../../examples/portfolio')) })

it('finds which of the thirty-two labelled projects are duplicates', () => {
  expect(scores.duplicates.f1, [...scores.duplicates.alarms, ...scores.duplicates.misses].join('\n')).toBeGreaterThanOrEqual(0.85)
})

it('finds every contradiction and every orphan', () => {
  expect(scores.contradictions.misses).toEqual([])
  expect(scores.orphans.misses).toEqual([])
  expect(scores.orphans.alarms).toEqual([])
})

it('takes no task for a project', () => {
  expect([...scores.projects.alarms, ...scores.projects.misses]).toEqual([])
})
