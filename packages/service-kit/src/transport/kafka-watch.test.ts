import kafkajs from 'kafkajs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isLeft, watchPartitions, type Watch } from './kafka-watch.ts'

const MINUTE = 60_000
const silent = { info: () => {}, warn: () => {}, error: () => {} }
let watch: Watch
let told: number
beforeEach(() => {
  vi.useFakeTimers()
  told = 0
  // Nobody is asked: a member without partitions has no broker to ask about them.
  const kafka = new kafkajs.Kafka({ brokers: ['127.0.0.1:1'], logLevel: kafkajs.logLevel.NOTHING })
  watch = watchPartitions(kafka, { group: 'kit', topics: ['int.kit.steps.v1'], maxBatch: 500 }, silent)
  watch.onStall(() => { told++ })
})
afterEach(async () => {
  await watch.stop()
  vi.useRealTimers()
})

test('When a member was not let into the group after two minutes, then it is given up', async () => {
  watch.joins()
  await vi.advanceTimersByTimeAsync(1.9 * MINUTE)
  expect(told).toBe(0)
  await vi.advanceTimersByTimeAsync(0.4 * MINUTE)
  expect(told).toBeGreaterThan(0)
})

test('When a member was let in and got nothing to do, then nobody gives it up', async () => {
  watch.joins()
  await vi.advanceTimersByTimeAsync(MINUTE)
  watch.assign({})
  await vi.advanceTimersByTimeAsync(10 * MINUTE)
  expect(told).toBe(0)
})

test.each([
  ['nothing moved and nothing failed for longer than two minutes', { since: 0, tried: 0 }, 2.1, true],
  ['it moved a minute ago', { since: MINUTE, tried: 0 }, 2.1, false],
  ['its handler failed again half a minute ago', { since: 0, tried: 5 * MINUTE }, 5.5, false],
  ['its handler failed and was not asked again for longer than two minutes', { since: 0, tried: MINUTE }, 3.1, true]
])('When records wait and %s, then it is said whether the client left the partition', (_when, standing, minutes, expected) => {
  expect(isLeft(standing, minutes * MINUTE)).toBe(expected)
})
