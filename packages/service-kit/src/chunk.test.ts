import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunksOf } from './chunk.ts'

describe('cutting values for events', () => {
  test('Whatever is cut into chunks, nothing is lost and no cap is passed', () => {
    fc.assert(fc.property(fc.array(fc.string({ maxLength: 50 }), { maxLength: 200 }), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 60, max: 400 }), (values, most, bytes) => {
      const chunks = chunksOf(values, most, bytes)
      expect(chunks.flat()).toEqual(values)
      for (const chunk of chunks) {
        expect(chunk.length).toBeLessThanOrEqual(most)
        if (chunk.length > 1) expect(Buffer.byteLength(JSON.stringify(chunk))).toBeLessThanOrEqual(bytes + 2)
      }
    }))
  })

  test('When values are short, then chunks are full', () => {
    expect(chunksOf(Array.from({ length: 12_000 }, (_, i) => i), 5_000).map(chunk => chunk.length)).toEqual([5_000, 5_000, 2_000])
  })

  test('When values are long, then every chunk fits into an event', () => {
    const long = Array.from({ length: 5_000 }, (_, i) => ({ id: i, name: '長'.repeat(200) }))
    for (const chunk of chunksOf(long, 5_000)) expect(Buffer.byteLength(JSON.stringify(chunk))).toBeLessThan(750_000)
  })
})
