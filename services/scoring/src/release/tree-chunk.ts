import { v5 } from 'uuid'
import { MOST_PER_CHUNK } from '@weft/contracts/scoring/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import { chunksOf } from '@weft/service-kit/chunk'

export const treeIdOf = (releaseId: string, chunk: number) => v5(`tree ${chunk}`, releaseId)

/** A tree in chunks that fit an event. */
export const treeChunksOf = (units: readonly TreeUnit[]): TreeUnit[][] => chunksOf(units, MOST_PER_CHUNK)
