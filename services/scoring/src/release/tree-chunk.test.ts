import { describe, expect, test } from 'vitest'
import { treeChunksOf } from './tree-chunk.ts'

const units = (count: number, name: string) => Array.from({ length: count }, (_, i) => ({ unitId: `u${i}`, parentId: i === 0 ? null : 'u0', name }))

describe('cutting a tree for events', () => {
  test('When names are short, then a chunk has at most 5,000 units, all in order', () => {
    const chunks = treeChunksOf(units(12_000, 'x'))
    expect(chunks.map(chunk => chunk.length)).toEqual([5_000, 5_000, 2_000])
    expect(chunks.flat()).toEqual(units(12_000, 'x'))
  })

  test('When names are long, then every chunk fits into an event', () => {
    const chunks = treeChunksOf(units(5_000, '長'.repeat(200)))
    expect(chunks.flat()).toHaveLength(5_000)
    for (const chunk of chunks) expect(Buffer.byteLength(JSON.stringify(chunk))).toBeLessThan(850_000)
  })
})
