import { expect, test } from 'vitest'
import { quiz } from './quiz.ts'

test.each(['postgres', 'kafka'] as const)('When 500 people were invited over %s and everything that is left after the close is searched, then nobody is linked to a sheet better than by chance', async events => {
  const { verdict, answered, smallestCrowd, mergedCrowds, told } = await quiz({ people: 500, seed: 20261123, events, permutations: 100_000 })
  expect(answered).toBeGreaterThan(400)
  // Telemetry was on, and read.
  expect(told).toBeGreaterThan(500)
  // Every stratum on a sheet is shared by k sheets at least.
  expect(smallestCrowd).toBeGreaterThanOrEqual(5)
  expect(mergedCrowds).toBe(0)
  expect(verdict.channels).toBeGreaterThan(100)
  expect(verdict.permutationP, JSON.stringify(verdict.findings)).toBeGreaterThan(1e-4)
  expect(verdict.p, JSON.stringify(verdict.findings)).toBeGreaterThan(1e-4)
}, 300_000)
