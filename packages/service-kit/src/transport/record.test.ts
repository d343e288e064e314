import fc from 'fast-check'
import { expect, test } from 'vitest'
import { oneAtATime, refuseUnsendable, sizeOf } from './record.ts'
import { RECORD_LIMIT, RecordRefused, type OutRecord } from './transport.ts'

const record = (over: Partial<OutRecord> = {}): OutRecord => ({ topic: 't', key: 'k', value: 'v', headers: { a: 'bc' }, time: '2026-01-01', ...over })

test('When a record is measured, then bytes count and not letters, of key, value and headers', () => {
  expect(sizeOf(record({ key: 'ž', value: '字' }))).toBe(2 + 3 + 3)
  expect(sizeOf(record({ value: null }))).toBe(1 + 0 + 3)
})

test('When a record has exactly the limit, then it may leave; one byte more is refused with its place', () => {
  const room = RECORD_LIMIT - sizeOf(record({ value: '' }))
  expect(() => refuseUnsendable([record({ value: 'x'.repeat(room) })])).not.toThrow()
  expect(() => refuseUnsendable([record(), record({ value: 'x'.repeat(room + 1) })])).toThrow(expect.objectContaining({ name: 'RecordRefused', index: 1 }))
  expect(() => refuseUnsendable([record({ time: 'yesterday' })])).toThrow(RecordRefused)
})

test('When jobs are given at once, then they run one after another in their order, whatever fails', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { maxLength: 12 }), async (scheduler, fates) => {
    const inTurn = oneAtATime()
    let running = 0
    const order: number[] = []
    const done = fates.map((fails, place) => inTurn(async () => {
      expect(++running).toBe(1)
      order.push(place)
      await scheduler.schedule(Promise.resolve())
      running--
      if (fails) throw new Error('It failed.')
      return place
    }))
    const settled = Promise.allSettled(done)
    await scheduler.waitFor(settled)
    expect(order).toEqual(fates.map((_, place) => place))
    expect((await settled).map(result => result.status)).toEqual(fates.map(fails => fails ? 'rejected' : 'fulfilled'))
  }))
})
