import { z } from 'zod'
import { sha256 } from '../vocabulary.ts'

/** GET /waves/:waveId/scoring: how far a wave is on its way to a release. */
export const scoringReply = z.object({
  waveId: z.uuid(),
  state: z.enum(['collecting', 'incomplete', 'released']),
  /** What the hand-over announced; null before it arrived. */
  sheetsExpected: z.int().nullable(),
  sheetsReceived: z.int(),
  /** In words for the wave page: what has not arrived. Empty when nothing is missing. */
  missing: z.array(z.enum(['instrument', 'tree', 'hand-over', 'sheets', 'checksum'])),
  reEmissions: z.int().describe('how often scoring asked for the sheets again'),
  releases: z.array(z.object({ releaseId: z.uuid(), number: z.int(), scores: z.int(), sha256 })).max(100)
})
export type ScoringReply = z.infer<typeof scoringReply>

/** GET /waves/:waveId/release/verification: recomputes the newest release from the tallies and writes nothing. */
export const verificationReply = z.object({ waveId: z.uuid(), releaseId: z.uuid(), released: sha256, recomputed: sha256, same: z.boolean() })
export type VerificationReply = z.infer<typeof verificationReply>
