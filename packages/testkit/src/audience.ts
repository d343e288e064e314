import { createHash, randomBytes } from 'node:crypto'
import { audienceCompleted, audienceHashesFrozen, audienceUnitsFrozen } from '@weft/contracts/participation/events'
import type { TreeUnit } from '@weft/contracts/vocabulary'
import type { OutEvent } from '@weft/service-kit/event'
import { incoming } from './delivery.ts'

export type Invited = { unitId: string, bands?: Record<string, string> }

/** A company of two units under one top. */
export const smallTree: readonly TreeUnit[] = [
  { unitId: 'top', parentId: null, name: 'Company' },
  { unitId: 'north', parentId: 'top', name: 'North' },
  { unitId: 'south', parentId: 'top', name: 'South' }
]

/** What participation tells of an audience: a token for each invited person, and the events with its hash, in chunks of so many. */
export function audienceOf (waveId: string, people: readonly Invited[], { tree = smallTree, perChunk = 5_000 }: { tree?: readonly TreeUnit[], perChunk?: number } = {}) {
  const tokens = people.map(() => randomBytes(24).toString('base64url'))
  const entries = people.map(({ unitId, bands = {} }, i) => ({ hash: createHash('sha256').update(tokens[i] as string).digest('hex'), stratum: { unitId, bands } }))
    .sort((a, b) => a.hash < b.hash ? -1 : 1)
  const events: OutEvent[] = []
  for (let from = 0; from < tree.length; from += perChunk) {
    events.push(incoming(audienceUnitsFrozen, waveId, { waveId, chunk: events.length, units: tree.slice(from, from + perChunk) }))
  }
  for (let from = 0; from < entries.length; from += perChunk) {
    events.push(incoming(audienceHashesFrozen, waveId, { waveId, chunk: events.length, entries: entries.slice(from, from + perChunk) }))
  }
  events.push(incoming(audienceCompleted, waveId, { waveId, chunks: events.length, units: tree.length, hashes: entries.length }))
  return { tokens, events }
}
