import { z } from 'zod'
import { day, label, languageTag, sourceId, thresholds } from '../vocabulary.ts'

/** POST /waves */
export const planWaveRequest = z.strictObject({
  title: label,
  instrumentId: sourceId,
  instrumentVersion: z.int().positive().optional(),
  languages: z.array(languageTag).min(1).max(20).default(['en']),
  closesOn: day,
  thresholds: thresholds.default({ score: 5, spread: 10 }),
  bands: z.array(sourceId).max(8).default([])
})
export type PlanWaveRequest = z.infer<typeof planWaveRequest>

/** GET /waves/:waveId, and the reply of plan, launch and close */
export const waveReply = z.object({
  waveId: z.uuid(),
  title: label,
  kind: z.enum(['live', 'past']),
  state: z.enum(['planned', 'launch-requested', 'opened', 'closed']),
  /** Where a closed wave's sheets are on their way out. */
  handOver: z.enum(['not-yet', 'waiting-for-participation', 'handed-over']),
  instrumentId: sourceId,
  instrumentVersion: z.int(),
  instrumentTitle: label,
  validated: z.boolean(),
  languages: z.array(languageTag),
  closesOn: day,
  thresholds,
  bands: z.array(sourceId)
})
export type WaveReply = z.infer<typeof waveReply>

export const pageQuery = z.strictObject({ after: z.string().max(200).optional(), limit: z.string().regex(/^\d{1,3}$/).optional() })
/** GET /waves, newest first */
export const wavesReply = z.object({ waves: z.array(waveReply).max(100), next: z.string().nullable() })
export type WavesReply = z.infer<typeof wavesReply>

/** GET /instruments */
export const instrumentsReply = z.object({
  instruments: z.array(z.object({ instrumentId: sourceId, version: z.int(), title: label, items: z.int(), factors: z.int(), validated: z.boolean(), launchable: z.boolean() })).max(100),
  next: z.string().nullable()
})
export type InstrumentsReply = z.infer<typeof instrumentsReply>

/** POST /past-waves (multipart: `mapping` JSON, `answers` CSV); with ?check=true nothing is written. */
export const pastWaveReply = z.object({
  waveId: z.uuid(),
  applied: z.boolean(),
  title: label,
  sheets: z.int(),
  units: z.int(),
  items: z.int(),
  factors: z.int(),
  missingAnswers: z.int(),
  droppedColumns: z.array(z.string()).max(500).describe('columns of the file that the mapping does not name: never stored')
})
export type PastWaveReply = z.infer<typeof pastWaveReply>

/** POST /waves/:waveId/re-emission: emits the wave's sheets again under the same ids. */
export const reEmissionReply = z.object({ waveId: z.uuid(), sheets: z.int() })
