import { describe, expect, test } from 'vitest'
import { missingOf, type Progress } from './completeness.ts'

const complete: Progress = {
  instrument: true, treeChunks: 2, treeChunksAnnounced: 2, treeCoversAll: true,
  handOver: { sheets: 3, checksum: 'a'.repeat(64), chunks: 2 }, sheets: 3, checksum: 'a'.repeat(64)
}

describe('the completeness barrier', () => {
  test('When everything is there, then nothing is missing', () => {
    expect(missingOf(complete)).toEqual([])
  })

  test('When nobody answered, then a hand-over of no sheets is complete', () => {
    expect(missingOf({ ...complete, handOver: { sheets: 0, checksum: '0'.repeat(64), chunks: 2 }, sheets: 0, checksum: '0'.repeat(64) })).toEqual([])
  })

  test.each<[string, Partial<Progress>, string[]]>([
    ['the wave or its instrument is not known', { instrument: false }, ['instrument']],
    ['a chunk of the tree is on its way', { treeChunks: 1 }, ['tree']],
    ['no chunk of the tree is there', { treeChunks: 0, treeChunksAnnounced: null }, ['tree']],
    ['the hand-over knows of more chunks than the chunks do', { handOver: { sheets: 3, checksum: 'a'.repeat(64), chunks: 3 } }, ['tree']],
    ['a sheet comes from a unit outside the tree', { treeCoversAll: false }, ['tree']],
    ['the hand-over is on its way', { handOver: null }, ['hand-over']],
    ['a sheet is on its way', { sheets: 2, checksum: 'b'.repeat(64) }, ['sheets']],
    ['there is a sheet too many', { sheets: 4, checksum: 'b'.repeat(64) }, ['sheets']],
    ['the number is right and a sheet is another', { checksum: 'b'.repeat(64) }, ['checksum']]
  ])('When %s, then it says so', (_, change, missing) => {
    expect(missingOf({ ...complete, ...change })).toEqual(missing)
  })
})
