import { MOST_PER_CHUNK, treeFrozen } from '@weft/contracts/survey/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import { chunksOf } from '@weft/service-kit/chunk'
import { eventOf, type OutEvent } from '@weft/service-kit/event'
import { poolTree } from '@weft/service-kit/pooling'
import { Refusal } from '@weft/service-kit/refusal'

/** Units in chunks that fit an event. */
export const treeChunksOf = (units: readonly TreeUnit[]): TreeUnit[][] => chunksOf(units, MOST_PER_CHUNK)

/** One event a chunk; `ids` as many as there are chunks. */
export function treeEvents (waveId: string, chunks: readonly TreeUnit[][], ids: readonly string[], day: string): OutEvent[] {
  return chunks.map((units, chunk) => eventOf(treeFrozen, {
    id: ids[chunk] as string, key: waveId, time: day, data: { waveId, chunk, chunks: chunks.length, units }
  }))
}

/** Refuses units that make no tree: an unknown parent, a circle, no root or several. */
export function assertTree (units: readonly TreeUnit[]): void {
  const nodes = units.map(({ unitId, parentId }) => ({ id: unitId, parent: parentId }))
  if (nodes.filter(node => node.parent === null).length !== 1) throw new Refusal('invalid', 'not-one-root', 'A tree has exactly one unit at its top.')
  try {
    poolTree(nodes, new Map(), 1)
  } catch (cause) {
    throw new Refusal('invalid', 'not-a-tree', `These units are not a tree: ${(cause as Error).message}.`)
  }
}
