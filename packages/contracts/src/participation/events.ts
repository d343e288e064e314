import { z } from 'zod'
import { contract } from '../envelope.ts'
import { sha256, stratum, treeUnit } from '../vocabulary.ts'

const topic = 'int.participation.audience.v1'
const key = 'wave id'
const waveId = z.uuid()
const anExampleWave = '018f0000-0000-7000-8000-000000000001'
export const MOST_PER_CHUNK = 5_000

/** `merged`: some of its own people are invited under a unit above, since strata are coarse. What is left below it is not the whole unit. */
const audienceUnit = treeUnit.extend({ merged: z.boolean().optional() })
const unitsChunk = z.object({ waveId, chunk: z.int().nonnegative(), units: z.array(audienceUnit).min(1).max(MOST_PER_CHUNK) })
export type AudienceUnitsFrozen = z.infer<typeof unitsChunk>
export const audienceUnitsFrozen = contract<AudienceUnitsFrozen>({
  topic, key, type: 'audience-units-frozen', content: 'structure',
  meaning: 'A chunk of the units of the organisation version frozen for this wave.',
  data: unitsChunk,
  example: { waveId: anExampleWave, chunk: 0, units: [{ unitId: 'U-1', parentId: null, name: 'Company' }] }
})

const hashesChunk = z.object({ waveId, chunk: z.int().nonnegative(), entries: z.array(z.object({ hash: sha256, stratum })).min(1).max(MOST_PER_CHUNK) })
export type AudienceHashesFrozen = z.infer<typeof hashesChunk>
export const audienceHashesFrozen = contract<AudienceHashesFrozen>({
  topic, key, type: 'audience-hashes-frozen', content: 'structure',
  meaning: 'A chunk of token hashes, sorted by hash over all chunks, each with its coarsened stratum. Names nobody.',
  data: hashesChunk,
  example: { waveId: anExampleWave, chunk: 1, entries: [{ hash: 'a'.repeat(64), stratum: { unitId: 'U-1', bands: {} } }] }
})

const completed = z.object({ waveId, chunks: z.int().positive(), units: z.int().positive(), hashes: z.int().positive() })
export type AudienceCompleted = z.infer<typeof completed>
export const audienceCompleted = contract<AudienceCompleted>({
  topic, key, type: 'audience-completed', content: 'structure',
  meaning: 'The audience is whole when so many chunks, units and hashes have arrived.',
  data: completed,
  example: { waveId: anExampleWave, chunks: 2, units: 1, hashes: 1 }
})

const cleared = z.object({ waveId })
export type AudienceCleared = z.infer<typeof cleared>
export const audienceCleared = contract<AudienceCleared>({
  topic, key, type: 'audience-cleared', content: 'structure',
  meaning: 'Flags and reminder records of a closed wave are deleted, with their dead tuples: sheets may leave now.',
  data: cleared,
  example: { waveId: anExampleWave }
})
