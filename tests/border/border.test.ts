import { describe, expect, test } from 'vitest'
import { quiz } from './quiz.ts'

describe.each(['postgres', 'kafka'] as const)('after a close, over %s', events => {
  test('When 500 people were invited and everything that is left is searched, then nobody is linked to a sheet better than by chance', async () => {
    const { verdict, answered, smallestCrowd, mergedCrowds } = await quiz({ people: 500, seed: 20261123, events, permutations: 100_000 })
    expect(answered).toBeGreaterThan(400)
    // Every stratum on a sheet is shared by k sheets at least.
    expect({ smallestCrowd, mergedCrowds }).toEqual({ smallestCrowd: expect.toSatisfy((n: number) => n >= 5) as unknown, mergedCrowds: 0 })
    expect(verdict.channels).toBeGreaterThan(100)
    expect(verdict.permutationP, JSON.stringify(verdict.findings)).toBeGreaterThan(1e-4)
    expect(verdict.p, JSON.stringify(verdict.findings)).toBeGreaterThan(1e-4)
  }, 300_000)
})
