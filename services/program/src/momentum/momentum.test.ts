import { describe, expect, test } from 'vitest'
import { kinds } from './kinds.ts'
import { countersOf, sideOf } from './momentum.ts'

describe('The two counters', () => {
  const counts = [{ kind: 'experiment-started', week: 1, quarter: 4, all: 9 }, { kind: 'milestone-reached', week: 2, quarter: 2, all: 2 }, { kind: 'charter-published', week: 1, quarter: 1, all: 1 }]

  test('When things were done and things were reached, then each stands on its own side, and news on none', () => {
    const [activity, outcome] = [countersOf('activity', counts), countersOf('outcome', counts)]
    expect(activity[0]).toEqual({ kind: 'experiment-started', many: 'experiments started', week: 1, quarter: 4, all: 9 })
    expect(outcome[0]).toEqual({ kind: 'milestone-reached', many: 'milestones reached', week: 2, quarter: 2, all: 2 })
    expect(activity.map(({ kind }) => kind).filter(kind => outcome.some(other => other.kind === kind))).toEqual([])
    expect([...activity, ...outcome].map(({ kind }) => kind)).not.toContain('charter-published')
  })

  test('When a failed experiment has a figure, then it is an outcome; an observation is activity', () => {
    expect([sideOf('experiment-measured'), sideOf('experiment-observed'), sideOf('never heard of')]).toEqual(['outcome', 'activity', 'news'])
  })

  test('Every kind has a side and words', () => {
    for (const { side, many } of Object.values(kinds)) expect([['activity', 'outcome', 'news'].includes(side), many.length > 3]).toEqual([true, true])
  })
})
