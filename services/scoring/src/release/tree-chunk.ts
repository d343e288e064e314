import { v5 } from 'uuid'
import { MOST_PER_CHUNK } from '@weft/contracts/scoring/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'

/** An event may have less than 900,000 bytes; the rest is room for its frame. */
const MOST_BYTES = 800_000

export const treeIdOf = (releaseId: string, chunk: number) => v5(`tree ${chunk}`, releaseId)

/** Cuts a tree into chunks that fit into an event, in the order given. */
export function treeChunksOf (units: readonly TreeUnit[]): TreeUnit[][] {
  const chunks: TreeUnit[][] = []
  let bytes = Infinity
  for (const unit of units) {
    const size = Buffer.byteLength(JSON.stringify(unit)) + 1
    const last = chunks.at(-1)
    if (last === undefined || bytes + size > MOST_BYTES || last.length === MOST_PER_CHUNK) {
      chunks.push([unit])
      bytes = size
    } else {
      last.push(unit)
      bytes += size
    }
  }
  return chunks
}
